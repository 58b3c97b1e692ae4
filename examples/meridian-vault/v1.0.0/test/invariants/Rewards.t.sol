// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "../harness/Fixture.sol";
import {IRewards} from "../harness/Interfaces.sol";
import {Release} from "../harness/Release.sol";
import {Test} from "../harness/Test.sol";
import {VM} from "../harness/Vm.sol";

contract RewardsInvariants is Fixture {
    ClaimHandler private handler;

    function setUp() public override {
        super.setUp();
        handler = new ClaimHandler(rewards, SIGNER_KEY);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @notice INV-7: nobody has claimed more than he was allotted.
    function invariant_claimsAreWithinAllotments() external view {
        for (uint256 i = 0; i < 3; i++) {
            address account = handler.account(i);
            assertLe(rewards.claimed(account), handler.allotted(account), "INV-7");
        }
    }
}

contract ClaimHandler is Test {
    struct Claim {
        address account;
        uint256 amount;
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    IRewards private immutable REWARDS;
    uint256 private immutable KEY;

    Claim[] private claims;
    mapping(address => uint256) public allotted;

    constructor(IRewards rewards, uint256 key) {
        REWARDS = rewards;
        KEY = key;
    }

    function account(uint256 seed) public pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode("account", seed % 3)))));
    }

    function allot(uint256 seed, uint256 amount) external {
        address to = account(seed);
        amount = bound(amount, 1e18, 100e18);
        uint256 deadline = VM.getBlockTimestamp() + 7 days;
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(KEY, Release.claimDigest(REWARDS, to, amount, deadline));
        allotted[to] += amount;
        claims.push(Claim(to, amount, deadline, v, r, s));
    }

    function claim(uint256 index) external {
        Claim storage made = claims[index % claims.length];
        REWARDS.claim(made.account, made.amount, made.deadline, made.v, made.r, made.s);
    }
}
