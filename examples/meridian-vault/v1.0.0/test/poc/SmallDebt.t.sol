// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "../harness/Fixture.sol";

/// @notice A debt below one mUSD bears no interest, however long it stands.
contract SmallDebt is Fixture {
    function test_smallDebtNeverGrows() external {
        address borrower = makeAddr("borrower");
        _deposit(makeAddr("lp"), 1_000e18);
        _borrow(borrower, 1 ether, 0.9e18);

        _skip(3_650 days);

        assertEq(vault.debtOf(borrower), 0.9e18, "the debt has grown");
    }
}
