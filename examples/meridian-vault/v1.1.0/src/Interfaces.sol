// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

interface IPriceFeed {
    function latestRoundData()
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);
}

interface IPool {
    /// @notice mUSD for one ETH, 18 decimals.
    function quote() external view returns (uint256);

    /// @notice Sum of the price over time, in price times seconds.
    function cumulative() external view returns (uint256);
}

interface IPriceOracle {
    /// @notice mUSD for one ETH, 18 decimals.
    function price() external view returns (uint256);

    /// @notice The same for liquidations, which must go on while the feed is down.
    function liquidationPrice() external view returns (uint256);
}

interface IInterestModel {
    /// @notice Interest that one mUSD has borne since the start, 18 decimals.
    function index() external view returns (uint256);
}
