// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "./harness/Fixture.sol";

contract OracleTest is Fixture {
    function test_feedCountsWhileThePoolAgrees() external {
        pool.setPrice(1_950e18);
        assertEq(oracle.price(), 2_000e18, "feed");
    }
}
