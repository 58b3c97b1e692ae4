// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "../harness/Fixture.sol";
import {VM} from "../harness/Vm.sol";

/// @notice A loan of 2^128 is stored as a debt of nothing. It takes a vault of that size.
contract TruncatedDebt is Fixture {
    function test_hugeLoanIsStoredAsZero() external {
        address borrower = makeAddr("borrower");
        uint256 amount = 1 << 128;
        _deposit(makeAddr("lp"), amount);

        _borrow(borrower, 2.6e35, amount);

        assertEq(usd.balanceOf(borrower), amount, "the loan was not paid out");
        assertEq(vault.debtOf(borrower), 0, "the debt is known");
    }
}
