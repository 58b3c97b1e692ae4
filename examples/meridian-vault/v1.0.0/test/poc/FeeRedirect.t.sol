// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "../harness/Fixture.sol";
import {VM} from "../harness/Vm.sol";

/// @notice A stranger names himself fee recipient and is paid at the next harvest.
contract FeeRedirect is Fixture {
    function test_strangerReceivesTheFees() external {
        address stranger = makeAddr("stranger");
        address borrower = makeAddr("borrower");
        _deposit(makeAddr("lp"), 1_000_000e18);
        _borrow(borrower, 30 ether, 40_000e18);
        _skip(365 days);

        VM.prank(stranger);
        vault.setFeeRecipient(stranger);
        uint256 fees = _harvest(borrower);

        emit log_named_decimal_uint("fees redirected, mUSD", fees, 18);
        assertGt(fees, 0, "nothing was harvested");
        assertEq(usd.balanceOf(stranger), fees, "the fees went elsewhere");
    }
}
