// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

/// @notice Governance token: one token, one vote, counted at a past block.
contract MeridianToken is ERC20 {
    using Checkpoints for Checkpoints.Trace208;
    using SafeCast for uint256;

    mapping(address => Checkpoints.Trace208) private _history;

    error BlockNotPast();

    constructor(address holder) ERC20("Meridian", "MRD") {
        _mint(holder, 10_000_000e18);
    }

    /// @notice What an account held at the end of a block.
    function getPastVotes(address account, uint256 blockNumber) external view returns (uint256) {
        if (blockNumber >= block.number) revert BlockNotPast();
        return _history[account].upperLookup(blockNumber.toUint48());
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        _record(from);
        _record(to);
    }

    function _record(address account) private {
        if (account == address(0)) return;
        _history[account].push(block.number.toUint48(), balanceOf(account).toUint208());
    }
}
