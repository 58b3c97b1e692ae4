// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "./harness/Fixture.sol";
import {VM} from "./harness/Vm.sol";

contract OracleTest is Fixture {
    function test_feedCountsWhileThePoolAgrees() external {
        pool.setPrice(1_950e18);
        assertEq(oracle.price(), 2_000e18, "feed");
    }

    function test_poolCountsWhenTheFeedLags() external {
        pool.setPrice(1_500e18);
        assertEq(oracle.price(), 1_500e18, "pool");
    }

    function test_oldAnswerIsNoPrice() external {
        VM.warp(VM.getBlockTimestamp() + 20 minutes);
        assertEq(oracle.price(), 2_000e18, "at the heartbeat");
        VM.warp(VM.getBlockTimestamp() + 1);
        VM.expectRevert(bytes4(keccak256("StalePrice()")));
        oracle.price();
    }

    function test_meanPriceLiquidatesWhileTheFeedIsDown() external {
        pool.setPrice(1_000e18);
        oracle.observe();
        VM.warp(VM.getBlockTimestamp() + 1 hours);
        feed.set(0);
        assertEq(oracle.liquidationPrice(), 1_000e18, "mean");
        feed.set(-1);
        assertEq(oracle.liquidationPrice(), 1_000e18, "mean");
    }

    function test_oneObservationPerWindow() external {
        oracle.observe();
        VM.expectRevert(bytes4(keccak256("TooEarly()")));
        oracle.observe();
    }
}
