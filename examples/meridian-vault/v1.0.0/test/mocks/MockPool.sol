// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {MockUSD} from "./MockUSD.sol";

/// @notice Constant-product pool of ETH and mUSD without a fee.
contract MockPool {
    MockUSD public immutable USD;

    uint256 public ethReserve;
    uint256 public usdReserve;
    uint256 public storedCumulative;
    uint256 public updatedAt;

    error PayoutFailed();

    constructor(MockUSD usd) {
        USD = usd;
        updatedAt = block.timestamp;
    }

    /// @notice mUSD for one ETH at the reserves of this moment.
    function quote() public view returns (uint256) {
        return usdReserve * 1e18 / ethReserve;
    }

    /// @notice Sum of the price over time, in price times seconds.
    function cumulative() public view returns (uint256) {
        if (ethReserve == 0) return storedCumulative;
        return storedCumulative + quote() * (block.timestamp - updatedAt);
    }

    /// @notice Takes the balances as they are for reserves.
    function sync() public {
        storedCumulative = cumulative();
        updatedAt = block.timestamp;
        ethReserve = address(this).balance;
        usdReserve = USD.balanceOf(address(this));
    }

    /// @notice Moves the market to a price; what was traded away stays outside.
    function setPrice(uint256 newPrice) external {
        USD.burn(address(this), USD.balanceOf(address(this)));
        USD.mint(address(this), address(this).balance * newPrice / 1e18);
        sync();
    }

    function buyEth(uint256 usdIn) external returns (uint256 ethOut) {
        require(USD.transferFrom(msg.sender, address(this), usdIn));
        ethOut = ethReserve - ethReserve * usdReserve / (usdReserve + usdIn);
        (bool sent,) = msg.sender.call{value: ethOut}("");
        if (!sent) revert PayoutFailed();
        sync();
    }

    function sellEth() external payable returns (uint256 usdOut) {
        usdOut = usdReserve - usdReserve * ethReserve / (ethReserve + msg.value);
        require(USD.transfer(msg.sender, usdOut));
        sync();
    }
}
