// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "./harness/Fixture.sol";
import {VM} from "./harness/Vm.sol";

contract GovernanceTest is Fixture {
    function test_proposalPassesIntoTheTimelock() external {
        bytes memory data = abi.encodeCall(vault.setKeeper, (makeAddr("next keeper")));
        VM.prank(teamSafe);
        uint256 id = governor.propose(address(vault), data, "next keeper");
        VM.roll(VM.getBlockNumber() + 2);
        VM.prank(teamSafe);
        governor.vote(id, true);
        VM.roll(VM.getBlockNumber() + 21_601);
        governor.queue(id);
        VM.expectRevert(bytes4(keccak256("NotReady()")));
        governor.execute(id);
        _skip(48 hours);
        governor.execute(id);
    }

    function test_votesCountAtTheStart() external {
        VM.prank(teamSafe);
        uint256 id = governor.propose(address(vault), abi.encodeCall(vault.unpause, ()), "unpause");
        VM.roll(VM.getBlockNumber() + 2);
        address late = makeAddr("late holder");
        VM.prank(teamSafe);
        assertTrue(token.transfer(late, 1_000_000e18), "no tokens");
        VM.prank(late);
        VM.expectRevert(bytes4(keccak256("NoVotes()")));
        governor.vote(id, true);
    }

    function test_timelockServesItsProposersOnly() external {
        VM.prank(makeAddr("stranger"));
        VM.expectRevert(bytes4(keccak256("Unauthorized()")));
        timelock.queue(address(vault), abi.encodeCall(vault.unpause, ()));
    }
}
