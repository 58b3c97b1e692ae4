// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {FixedMath} from "./FixedMath.sol";
import {IPool, IPriceFeed, IPriceOracle} from "./Interfaces.sol";

/// @notice Price of ETH in mUSD from a feed with 8 decimals, held against the mUSD pool.
contract MeridianOracle is IPriceOracle {
    using FixedMath for uint256;
    using SafeCast for int256;

    struct Observation {
        uint256 time;
        uint256 cumulative;
    }

    uint256 public constant MAX_DEVIATION = 0.05e18;
    uint256 public constant HEARTBEAT = 20 minutes;
    uint256 public constant WINDOW = 30 minutes;
    uint256 private constant FEED_SCALE = 1e10;

    IPriceFeed public immutable FEED;
    IPool public immutable POOL;

    Observation public previous;
    Observation public latest;

    event Observed(uint256 cumulative);

    error StalePrice();
    error TooEarly();

    constructor(IPriceFeed feed, IPool pool) {
        FEED = feed;
        POOL = pool;
        previous = latest = Observation(block.timestamp, pool.cumulative());
    }

    /// @notice Begins a new window for the mean price. Anybody may call it, once per window.
    function observe() external {
        if (block.timestamp < latest.time + WINDOW) revert TooEarly();
        previous = latest;
        latest = Observation(block.timestamp, POOL.cumulative());
        emit Observed(latest.cumulative);
    }

    /// @notice The feed's price while it is fresh. When the pool has moved away from it, the market is faster than the
    /// feed and the pool's price counts.
    function price() external view returns (uint256) {
        (uint256 fromFeed, bool usable) = _feedPrice();
        if (!usable) revert StalePrice();
        uint256 fromPool = POOL.quote();
        if (_deviation(fromFeed, fromPool) > MAX_DEVIATION) return fromPool;
        return fromFeed;
    }

    /// @inheritdoc IPriceOracle
    function liquidationPrice() external view returns (uint256) {
        (uint256 fromFeed, bool usable) = _feedPrice();
        return usable ? fromFeed : meanPrice();
    }

    /// @notice Mean price of the pool since the newest observation that is at least one window old.
    function meanPrice() public view returns (uint256) {
        Observation memory from = block.timestamp < latest.time + WINDOW ? previous : latest;
        return (POOL.cumulative() - from.cumulative) / (block.timestamp - from.time);
    }

    function _feedPrice() internal view returns (uint256 value, bool usable) {
        (, int256 answer,, uint256 updatedAt,) = FEED.latestRoundData();
        usable = answer > 0 && block.timestamp - updatedAt <= HEARTBEAT;
        if (usable) value = answer.toUint256() * FEED_SCALE;
    }

    function _deviation(uint256 base, uint256 other) internal pure returns (uint256) {
        uint256 difference = base > other ? base - other : other - base;
        return difference.divDown(base);
    }
}
