// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {FixedMath} from "./FixedMath.sol";
import {IPool, IPriceFeed, IPriceOracle} from "./Interfaces.sol";

/// @notice Price of ETH in mUSD from a feed with 8 decimals, checked against the mUSD pool.
contract MeridianOracle is IPriceOracle {
    using FixedMath for uint256;

    uint256 public constant MAX_DEVIATION = 0.05e18;
    uint256 private constant FEED_SCALE = 1e10;

    IPriceFeed public immutable FEED;
    IPool public immutable POOL;

    constructor(IPriceFeed feed, IPool pool) {
        FEED = feed;
        POOL = pool;
    }

    /// @notice The feed's price. When the pool has moved away from it, the market is faster than the feed and the
    /// pool's price counts.
    function price() external view returns (uint256) {
        (, int256 answer,,,) = FEED.latestRoundData();
        uint256 fromFeed = uint256(answer) * FEED_SCALE;
        uint256 fromPool = POOL.quote();
        if (_deviation(fromFeed, fromPool) > MAX_DEVIATION) return fromPool;
        return fromFeed;
    }

    function _deviation(uint256 base, uint256 other) internal pure returns (uint256) {
        uint256 difference = base > other ? base - other : other - base;
        return difference.divDown(base);
    }
}
