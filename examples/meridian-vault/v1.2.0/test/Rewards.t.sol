// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "./harness/Fixture.sol";
import {VM} from "./harness/Vm.sol";

contract RewardsTest is Fixture {
    function test_signedClaimIsPaid() external {
        address account = makeAddr("account");
        uint256 deadline = VM.getBlockTimestamp() + 1 days;
        (uint8 v, bytes32 r, bytes32 s) = _signClaim(account, 25e18, deadline);
        rewards.claim(account, 25e18, deadline, v, r, s);
        assertEq(usd.balanceOf(account), 25e18, "paid");
        assertEq(rewards.claimed(account), 25e18, "booked");
    }

    function test_claimIsPaidOnce() external {
        address account = makeAddr("account");
        uint256 deadline = VM.getBlockTimestamp() + 1 days;
        (uint8 v, bytes32 r, bytes32 s) = _signClaim(account, 25e18, deadline);
        rewards.claim(account, 25e18, deadline, v, r, s);
        VM.expectRevert(bytes4(keccak256("BadSignature()")));
        rewards.claim(account, 25e18, deadline, v, r, s);
    }

    function test_malformedSignatureIsRefused() external {
        VM.expectRevert(bytes4(keccak256("ECDSAInvalidSignature()")));
        rewards.claim(makeAddr("account"), 25e18, VM.getBlockTimestamp(), 0, bytes32(0), bytes32(0));
    }
}
