// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {VM} from "./Vm.sol";

/// @notice Assertions and helpers; forge recognises the log event and shows it.
abstract contract Test {
    event log_named_decimal_uint(string key, uint256 val, uint256 decimals);

    bool public constant IS_TEST = true;

    function deployCode(string memory artifact) internal returns (address) {
        return VM.deployCode(artifact, "");
    }

    function deployCode(string memory artifact, bytes memory arguments) internal returns (address) {
        return VM.deployCode(artifact, arguments);
    }

    function makeAddr(string memory name) internal returns (address account) {
        account = VM.addr(uint256(keccak256(bytes(name))));
        VM.label(account, name);
    }

    function bound(uint256 value, uint256 low, uint256 high) internal pure returns (uint256) {
        return value >= low && value <= high ? value : low + value % (high - low + 1);
    }

    function assertEq(uint256 left, uint256 right, string memory message) internal pure {
        VM.assertEq(left, right, message);
    }

    function assertEq(address left, address right, string memory message) internal pure {
        VM.assertEq(left, right, message);
    }

    function assertTrue(bool condition, string memory message) internal pure {
        VM.assertTrue(condition, message);
    }

    function assertFalse(bool condition, string memory message) internal pure {
        VM.assertFalse(condition, message);
    }

    function assertGe(uint256 left, uint256 right, string memory message) internal pure {
        VM.assertGe(left, right, message);
    }

    function assertGt(uint256 left, uint256 right, string memory message) internal pure {
        VM.assertGt(left, right, message);
    }

    function assertLe(uint256 left, uint256 right, string memory message) internal pure {
        VM.assertLe(left, right, message);
    }

    function assertLt(uint256 left, uint256 right, string memory message) internal pure {
        VM.assertLt(left, right, message);
    }
}
