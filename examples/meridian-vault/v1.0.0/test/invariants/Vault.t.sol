// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "../harness/Fixture.sol";
import {VaultHandler} from "./VaultHandler.sol";

contract VaultInvariants is Fixture {
    VaultHandler private handler;

    function setUp() public override {
        super.setUp();
        _deposit(makeAddr("lp"), 1_000_000e18);
        handler = new VaultHandler(vault, usd, feed, keeper);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @notice INV-0: what the vault has covers what all shares together are worth.
    function invariant_sharesAreCovered() external view {
        assertGe(vault.totalAssets(), vault.convertToAssets(vault.totalSupply()), "INV-0");
    }

    /// @notice INV-1: the vault holds at least the ETH that positions say.
    function invariant_collateralIsHeld() external view {
        (uint256 collateral,) = handler.sums();
        assertGe(address(vault).balance, collateral, "INV-1");
    }

    /// @notice INV-2: no call lowers the price of a share.
    function invariant_sharePriceNeverFalls() external view {
        assertFalse(handler.sharePriceFell(), "INV-2");
    }
}
