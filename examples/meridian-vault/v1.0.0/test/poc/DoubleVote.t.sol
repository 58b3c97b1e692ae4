// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "../harness/Fixture.sol";
import {VM} from "../harness/Vm.sol";

/// @notice The same tokens vote twice: vote, move them, vote again.
contract DoubleVote is Fixture {
    function test_movedTokensVoteAgain() external {
        address first = makeAddr("first voter");
        address second = makeAddr("second voter");
        uint256 held = 300_000e18;
        VM.prank(teamSafe);
        assertTrue(token.transfer(first, held), "the first voter has no tokens");
        VM.roll(VM.getBlockNumber() + 1);

        VM.prank(first);
        uint256 id = governor.propose(address(vault), abi.encodeCall(vault.unpause, ()), "unpause");
        VM.roll(VM.getBlockNumber() + 2);
        VM.startPrank(first);
        governor.vote(id, true);
        assertTrue(token.transfer(second, held), "the tokens did not move");
        VM.stopPrank();
        VM.prank(second);
        governor.vote(id, true);

        (,,,, uint256 forVotes,,) = governor.proposals(id);
        emit log_named_decimal_uint("votes counted", forVotes, 18);
        assertEq(forVotes, 2 * held, "moved tokens count once");
    }
}
