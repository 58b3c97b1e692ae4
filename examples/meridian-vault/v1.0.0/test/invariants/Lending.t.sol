// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "../harness/Fixture.sol";
import {LendingHandler, Market} from "./LendingHandler.sol";

contract LendingInvariants is Fixture {
    LendingHandler private handler;

    function setUp() public override {
        super.setUp();
        _deposit(makeAddr("lp"), 1_000_000e18);
        handler = new LendingHandler(Market(vault, oracle, usd, feed, pool, lender));
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @notice INV-4: after a loan the debt is within the limit at the reference feed's price.
    function invariant_loansAreCoveredAtTheFeed() external view {
        assertFalse(handler.borrowedTooMuch(), "INV-4");
    }

    /// @notice INV-8: a debt grows with time.
    function invariant_debtGrows() external view {
        assertFalse(handler.debtStoodStill(), "INV-8");
    }

    /// @notice INV-8b: an unhealthy position can be liquidated.
    function invariant_unhealthyPositionsAreLiquidated() external view {
        assertFalse(handler.liquidationFailed(), "INV-8b");
    }
}
