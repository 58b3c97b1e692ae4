// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "../harness/Fixture.sol";
import {VM} from "../harness/Vm.sol";

/// @notice The team Safe sets the delay to zero and upgrades the vault in the same bundle of calls.
contract ZeroDelay is Fixture {
    bytes32 private constant IMPLEMENTATION_SLOT = 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;

    function test_upgradeWithoutDelay() external {
        uint256 time = VM.getBlockTimestamp();
        address implementation = deployCode("MeridianVault");
        bytes memory upgrade = abi.encodeCall(vault.upgradeToAndCall, (implementation, ""));

        VM.startPrank(teamSafe);
        timelock.setDelay(0);
        timelock.queue(address(vault), upgrade);
        timelock.execute(address(vault), upgrade);
        VM.stopPrank();

        address running = address(uint160(uint256(VM.load(address(vault), IMPLEMENTATION_SLOT))));
        assertEq(running, implementation, "the vault still runs the old code");
        assertEq(VM.getBlockTimestamp(), time, "time had to pass");
    }
}
