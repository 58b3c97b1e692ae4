// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {IInterestModel} from "./Interfaces.sol";

/// @notice Linear interest: the index grows by the yearly rate, and a new rate counts from the moment it is set.
contract InterestModel is IInterestModel {
    uint256 public constant MAX_RATE = 0.5e18;

    address public immutable OWNER;

    uint256 public ratePerYear;
    uint256 public storedIndex;
    uint256 public updatedAt;

    event RateSet(uint256 ratePerYear);

    error Unauthorized();
    error RateTooHigh();

    constructor(address owner, uint256 initialRate) {
        OWNER = owner;
        ratePerYear = initialRate;
        updatedAt = block.timestamp;
    }

    function setRate(uint256 newRate) external {
        if (msg.sender != OWNER) revert Unauthorized();
        if (newRate > MAX_RATE) revert RateTooHigh();
        storedIndex = index();
        updatedAt = block.timestamp;
        ratePerYear = newRate;
        emit RateSet(newRate);
    }

    function index() public view returns (uint256) {
        return storedIndex + ratePerYear * (block.timestamp - updatedAt) / 365 days;
    }
}
