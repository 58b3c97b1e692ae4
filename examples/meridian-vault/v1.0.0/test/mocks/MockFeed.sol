// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

/// @notice ETH in mUSD with 8 decimals; the test chain's stand-in for the external signer's feed.
contract MockFeed {
    int256 public answer;
    uint256 public updatedAt;
    uint80 public round;

    constructor(int256 firstAnswer) {
        set(firstAnswer);
    }

    function decimals() external pure returns (uint8) {
        return 8;
    }

    function set(int256 newAnswer) public {
        answer = newAnswer;
        updatedAt = block.timestamp;
        round++;
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return (round, answer, updatedAt, updatedAt, round);
    }
}
