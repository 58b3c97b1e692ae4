// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "../harness/Fixture.sol";
import {VM} from "../harness/Vm.sol";

/// @notice Once a share is worth more than one mUSD, withdrawing one wei burns no share.
contract FreeWithdrawal is Fixture {
    function test_fiftyWithdrawalsBurnNothing() external {
        address account = makeAddr("lp");
        address borrower = makeAddr("borrower");
        _deposit(account, 1_000_000e18);
        _borrow(borrower, 30 ether, 40_000e18);
        _skip(365 days);
        _harvest(borrower);

        uint256 shares = vault.balanceOf(account);
        uint256 assets = usd.balanceOf(account);
        VM.startPrank(account);
        for (uint256 i = 0; i < 50; i++) {
            vault.withdraw(1);
        }
        VM.stopPrank();

        assertEq(usd.balanceOf(account), assets + 50, "not every withdrawal was paid");
        assertEq(vault.balanceOf(account), shares, "shares were burned");
    }
}
