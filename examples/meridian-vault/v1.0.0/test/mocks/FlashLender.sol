// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {MockUSD} from "./MockUSD.sol";

interface IFlashBorrower {
    function onFlashLoan(uint256 amount) external;
}

/// @notice Lends what it holds for the length of one call, without a fee.
contract FlashLender {
    MockUSD public immutable USD;

    error NotRepaid();

    constructor(MockUSD usd) {
        USD = usd;
    }

    function flash(uint256 amount) external {
        uint256 before = USD.balanceOf(address(this));
        require(USD.transfer(msg.sender, amount));
        IFlashBorrower(msg.sender).onFlashLoan(amount);
        if (USD.balanceOf(address(this)) < before) revert NotRepaid();
    }
}
