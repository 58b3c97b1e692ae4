// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "../harness/Fixture.sol";
import {VM} from "../harness/Vm.sol";

/// @notice A silent feed is traded at its last price, and an answer of zero stops every liquidation.
contract SilentFeed is Fixture {
    function test_oldPriceIsTradedOrZeroAnswerStopsLiquidation() external {
        address early = makeAddr("early borrower");
        address late = makeAddr("late borrower");
        address liquidator = makeAddr("liquidator");
        _deposit(makeAddr("lp"), 1_000_000e18);
        _borrow(early, 10 ether, 15_000e18);

        // The market falls by 4.5 % while the feed is silent for three hours.
        pool.setPrice(1_910e18);
        VM.warp(VM.getBlockTimestamp() + 3 hours);
        _addCollateral(late, 10 ether);
        VM.prank(late);
        (bool oldPriceTraded,) = address(vault).call(abi.encodeCall(vault.borrow, (15_000e18)));

        feed.set(0);
        usd.mint(liquidator, 5_000e18);
        VM.startPrank(liquidator);
        usd.approve(address(vault), 5_000e18);
        (bool liquidated,) = address(vault).call(abi.encodeCall(vault.liquidate, (early, 5_000e18)));
        VM.stopPrank();

        assertTrue(oldPriceTraded || !liquidated, "the old price is refused and the liquidation goes through");
    }
}
