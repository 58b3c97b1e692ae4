// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

/// @notice Multiplication and division of numbers with 18 decimals.
library FixedMath {
    uint256 internal constant ONE = 1e18;

    function mulDown(uint256 a, uint256 b) internal pure returns (uint256) {
        return a * b / ONE;
    }

    function divDown(uint256 a, uint256 b) internal pure returns (uint256) {
        return a * ONE / b;
    }
}
