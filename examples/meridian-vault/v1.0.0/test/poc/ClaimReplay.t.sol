// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "../harness/Fixture.sol";
import {VM} from "../harness/Vm.sol";

/// @notice One signature over 10 mUSD is paid three times.
contract ClaimReplay is Fixture {
    function test_oneSignaturePaysThreeTimes() external {
        address account = makeAddr("claimant");
        uint256 deadline = VM.getBlockTimestamp() + 1 days;
        (uint8 v, bytes32 r, bytes32 s) = _signClaim(account, 10e18, deadline);

        for (uint256 i = 0; i < 3; i++) {
            rewards.claim(account, 10e18, deadline, v, r, s);
        }

        emit log_named_decimal_uint("paid for an allotment of 10, mUSD", usd.balanceOf(account), 18);
        assertEq(usd.balanceOf(account), 30e18, "the claim was paid once");
    }
}
