// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "../harness/Fixture.sol";
import {VM} from "../harness/Vm.sol";

/// @notice A position that is worth less than its debt cannot be closed: what is covered is taken, the rest stays.
contract BadDebt is Fixture {
    function test_insolventPositionStays() external {
        address borrower = makeAddr("borrower");
        address liquidator = makeAddr("liquidator");
        _deposit(makeAddr("lp"), 1_000_000e18);
        _borrow(borrower, 10 ether, 15_000e18);
        _setMarket(1_000);
        usd.mint(liquidator, 20_000e18);
        VM.prank(liquidator);
        usd.approve(address(vault), type(uint256).max);

        uint256 debt = vault.debtOf(borrower);
        assertFalse(_liquidate(liquidator, borrower, debt), "the whole position was closed");
        assertTrue(_liquidate(liquidator, borrower, 9_500e18), "the covered part was refused");

        uint256 left = vault.debtOf(borrower);
        emit log_named_decimal_uint("debt that stays, mUSD", left, 18);
        assertGe(left, 5_500e18, "less stays");
        assertFalse(_liquidate(liquidator, borrower, left), "the rest was closed");
    }

    function _liquidate(address liquidator, address account, uint256 amount) private returns (bool ok) {
        VM.prank(liquidator);
        (ok,) = address(vault).call(abi.encodeCall(vault.liquidate, (account, amount)));
    }
}
