// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "../harness/Fixture.sol";
import {IVault} from "../harness/Interfaces.sol";
import {Release} from "../harness/Release.sol";
import {VM} from "../harness/Vm.sol";

/// @notice Between the two transactions of a deployment somebody else initialises the proxy.
contract UninitialisedProxy is Fixture {
    function test_watcherBecomesOwner() external {
        address watcher = makeAddr("watcher");
        IVault fresh = Release.firstDeployTransaction(_deploySettings());

        VM.prank(watcher);
        fresh.initialize(address(usd), address(model), address(oracle), watcher, watcher, watcher, watcher);

        assertEq(fresh.owner(), watcher, "the proxy belongs to the timelock");
    }
}
