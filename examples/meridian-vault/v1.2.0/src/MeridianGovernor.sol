// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {MeridianTimelock} from "./MeridianTimelock.sol";
import {MeridianToken} from "./MeridianToken.sol";

/// @notice Token holders propose calls, vote on them, and pass them on to the timelock.
contract MeridianGovernor {
    struct Proposal {
        address target;
        uint64 startBlock;
        uint64 endBlock;
        bool queued;
        uint256 forVotes;
        uint256 againstVotes;
        bytes data;
    }

    uint64 public constant VOTING_DELAY = 1;
    uint64 public constant VOTING_PERIOD = 21_600;
    uint256 public constant PROPOSAL_THRESHOLD = 100_000e18;
    uint256 public constant QUORUM = 400_000e18;

    MeridianToken public immutable TOKEN;
    MeridianTimelock public immutable TIMELOCK;

    Proposal[] public proposals;
    mapping(uint256 => mapping(address => bool)) public hasVoted;

    event Proposed(uint256 indexed id, address indexed proposer, address target, bytes data, string description);
    event Voted(uint256 indexed id, address indexed voter, bool support, uint256 weight);
    event Passed(uint256 indexed id);

    error BelowThreshold();
    error VotingClosed();
    error VotingOpen();
    error AlreadyVoted();
    error NoVotes();
    error NotPassed();

    constructor(MeridianToken token, MeridianTimelock timelock) {
        TOKEN = token;
        TIMELOCK = timelock;
    }

    function propose(address target, bytes calldata data, string calldata description) external returns (uint256 id) {
        if (TOKEN.balanceOf(msg.sender) < PROPOSAL_THRESHOLD) revert BelowThreshold();
        id = proposals.length;
        Proposal storage proposal = proposals.push();
        proposal.target = target;
        proposal.data = data;
        uint256 start = block.number + VOTING_DELAY;
        proposal.startBlock = uint64(start);
        proposal.endBlock = uint64(start) + VOTING_PERIOD;
        emit Proposed(id, msg.sender, target, data, description);
    }

    function vote(uint256 id, bool support) external {
        Proposal storage proposal = proposals[id];
        if (block.number <= proposal.startBlock || block.number > proposal.endBlock) revert VotingClosed();
        if (hasVoted[id][msg.sender]) revert AlreadyVoted();
        uint256 weight = TOKEN.getPastVotes(msg.sender, proposal.startBlock);
        if (weight == 0) revert NoVotes();
        hasVoted[id][msg.sender] = true;
        if (support) proposal.forVotes += weight;
        else proposal.againstVotes += weight;
        emit Voted(id, msg.sender, support, weight);
    }

    /// @notice Hands a proposal that has won to the timelock.
    function queue(uint256 id) external {
        Proposal storage proposal = proposals[id];
        if (block.number <= proposal.endBlock) revert VotingOpen();
        bool won = proposal.forVotes > proposal.againstVotes && proposal.forVotes >= QUORUM;
        if (!won || proposal.queued) revert NotPassed();
        proposal.queued = true;
        TIMELOCK.queue(proposal.target, proposal.data);
        emit Passed(id);
    }

    function execute(uint256 id) external {
        Proposal storage proposal = proposals[id];
        TIMELOCK.execute(proposal.target, proposal.data);
    }
}
