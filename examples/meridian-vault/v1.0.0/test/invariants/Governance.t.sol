// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "../harness/Fixture.sol";
import {IGovernor, IToken} from "../harness/Interfaces.sol";
import {Test} from "../harness/Test.sol";
import {VM} from "../harness/Vm.sol";

contract GovernanceInvariants is Fixture {
    VoteHandler private handler;

    function setUp() public override {
        super.setUp();
        handler = new VoteHandler(governor, token);
        for (uint256 i = 0; i < 3; i++) {
            address voter = handler.voter(i);
            VM.prank(teamSafe);
            assertTrue(token.transfer(voter, 3_000_000e18), "no tokens");
        }
        VM.roll(VM.getBlockNumber() + 1);
        VM.prank(teamSafe);
        governor.propose(address(vault), abi.encodeCall(vault.unpause, ()), "unpause");
        VM.roll(VM.getBlockNumber() + 2);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @notice INV-6: no proposal has more votes than there were tokens.
    function invariant_votesAreWithinTheSupply() external view {
        (,,,, uint256 forVotes, uint256 againstVotes,) = governor.proposals(0);
        assertLe(forVotes + againstVotes, token.totalSupply(), "INV-6");
    }
}

contract VoteHandler is Test {
    IGovernor private immutable GOVERNOR;
    IToken private immutable TOKEN;

    constructor(IGovernor governor, IToken token) {
        GOVERNOR = governor;
        TOKEN = token;
    }

    function voter(uint256 seed) public pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode("voter", seed % 12)))));
    }

    function vote(uint256 seed, bool support) external {
        VM.prank(voter(seed));
        GOVERNOR.vote(0, support);
    }

    function move(uint256 from, uint256 to) external {
        uint256 held = TOKEN.balanceOf(voter(from));
        VM.prank(voter(from));
        require(TOKEN.transfer(voter(to), held));
        VM.roll(VM.getBlockNumber() + 1);
    }
}
