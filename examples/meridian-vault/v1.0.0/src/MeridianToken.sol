// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice Governance token: one token, one vote.
contract MeridianToken is ERC20 {
    constructor(address holder) ERC20("Meridian", "MRD") {
        _mint(holder, 10_000_000e18);
    }
}
