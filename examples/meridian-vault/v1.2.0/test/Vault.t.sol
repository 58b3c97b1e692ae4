// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "./harness/Fixture.sol";
import {VM} from "./harness/Vm.sol";

contract VaultTest is Fixture {
    address private lp;
    address private borrower;
    address private liquidator;

    function setUp() public override {
        super.setUp();
        lp = makeAddr("lp");
        borrower = makeAddr("borrower");
        liquidator = makeAddr("liquidator");
        _deposit(lp, 1_000_000e18);
    }

    function test_depositAndWithdrawAreEven() external {
        address account = makeAddr("account");
        assertEq(_deposit(account, 500e18), 500e18, "shares");
        VM.prank(account);
        vault.withdraw(500e18);
        assertEq(usd.balanceOf(account), 500e18, "assets back");
        assertEq(vault.balanceOf(account), 0, "shares burned");
    }

    function test_interestRaisesTheSharePrice() external {
        _borrow(borrower, 10 ether, 10_000e18);
        _skip(365 days);
        _harvest(borrower);
        assertEq(vault.totalAssets(), 1_000_450e18, "5 % of 10,000 less the protocol's tenth");
        assertGt(vault.convertToAssets(1e18), 1e18, "share price");
    }

    function test_borrowUpToTheLimit() external {
        _borrow(borrower, 10 ether, 15_000e18);
        assertEq(usd.balanceOf(borrower), 15_000e18, "paid out");
        assertEq(vault.totalDebt(), 15_000e18, "total debt");
        assertTrue(vault.isHealthy(borrower), "healthy at the limit");
    }

    function test_borrowAboveTheLimitIsRefused() external {
        _addCollateral(borrower, 10 ether);
        VM.prank(borrower);
        VM.expectRevert(bytes4(keccak256("Undercollateralised()")));
        vault.borrow(15_000e18 + 1);
    }

    function test_repayClearsTheDebt() external {
        _borrow(borrower, 10 ether, 10_000e18);
        _skip(30 days);
        uint256 debt = vault.debtOf(borrower);
        usd.mint(borrower, debt);
        VM.startPrank(borrower);
        usd.approve(address(vault), debt);
        vault.repay(type(uint256).max);
        vault.withdrawCollateral(10 ether);
        VM.stopPrank();
        assertEq(vault.totalDebt(), 0, "total debt");
        assertEq(borrower.balance, 10 ether, "collateral back");
    }

    function test_collateralOfADebtStays() external {
        _borrow(borrower, 10 ether, 10_000e18);
        VM.prank(borrower);
        VM.expectRevert(bytes4(keccak256("Undercollateralised()")));
        vault.withdrawCollateral(5 ether);
    }

    function test_healthyPositionIsNotLiquidated() external {
        _borrow(borrower, 10 ether, 10_000e18);
        VM.prank(liquidator);
        VM.expectRevert(bytes4(keccak256("PositionHealthy()")));
        vault.liquidate(borrower, 1_000e18);
    }

    function test_liquidationPaysTheBonus() external {
        _borrow(borrower, 10 ether, 15_000e18);
        _setMarket(1_750);
        usd.mint(liquidator, 7_000e18);
        VM.startPrank(liquidator);
        usd.approve(address(vault), 7_000e18);
        vault.liquidate(borrower, 7_000e18);
        VM.stopPrank();
        assertEq(liquidator.balance, 4.2 ether, "7,000 and 5 % at 1,750");
        assertEq(vault.totalDebt(), vault.debtOf(borrower), "debts agree");
    }

    function test_harvestPaysTheFeeRecipient() external {
        _borrow(borrower, 10 ether, 10_000e18);
        _skip(365 days);
        assertEq(_harvest(borrower), 50e18, "a tenth of 500");
        assertEq(usd.balanceOf(feeRecipient), 50e18, "paid");
        assertEq(vault.feesAccrued(), 0, "nothing left to pay");
    }

    function test_pauseStopsWhatLeaves() external {
        VM.prank(guardian);
        vault.pause();
        VM.prank(lp);
        VM.expectRevert(bytes4(keccak256("IsPaused()")));
        vault.withdraw(1e18);
        VM.prank(address(timelock));
        vault.unpause();
        VM.prank(lp);
        vault.withdraw(1e18);
    }

    function test_donationBuysNothing() external {
        usd.mint(address(vault), 50_000e18);
        address account = makeAddr("account");
        uint256 shares = _deposit(account, 20_000e18);
        assertGe(vault.convertToAssets(shares), 20_000e18 - 1e6, "worth what was paid");
    }

    function test_totalCollateralIsCounted() external {
        _borrow(borrower, 10 ether, 1_000e18);
        VM.prank(borrower);
        vault.withdrawCollateral(4 ether);
        assertEq(vault.totalCollateral(), 6 ether, "counted");
        assertEq(address(vault).balance, 6 ether, "held");
    }

    function test_strangersChangeNoSettings() external {
        bytes[] memory calls = new bytes[](7);
        calls[0] = abi.encodeCall(vault.pause, ());
        calls[1] = abi.encodeCall(vault.unpause, ());
        calls[2] = abi.encodeCall(vault.setOwner, (lp));
        calls[3] = abi.encodeCall(vault.setGuardian, (lp));
        calls[4] = abi.encodeCall(vault.setKeeper, (lp));
        calls[5] = abi.encodeCall(vault.setOracle, (lp));
        calls[6] = abi.encodeCall(vault.setFeeRecipient, (lp));
        for (uint256 i = 0; i < calls.length; i++) {
            VM.prank(lp);
            (bool ok,) = address(vault).call(calls[i]);
            assertFalse(ok, "a stranger changed a setting");
        }
    }

    function test_outflowIsCappedPerBlock() external {
        assertEq(vault.outflowLeft(), 50_000e18, "5 % of the cash");
        VM.startPrank(lp);
        vault.withdraw(30_000e18);
        VM.expectRevert(bytes4(keccak256("OutflowCapReached()")));
        vault.withdraw(20_000e18 + 1);
        vault.withdraw(20_000e18);
        VM.roll(VM.getBlockNumber() + 1);
        assertEq(vault.outflowLeft(), 47_500e18, "5 % of what is left");
        VM.stopPrank();
    }

    function test_guardianLowersTheCapOnly() external {
        VM.startPrank(guardian);
        vault.setOutflowCap(0);
        assertEq(vault.outflowLeft(), 0, "closed");
        VM.expectRevert(bytes4(keccak256("Unauthorized()")));
        vault.setOutflowCap(0.05e18);
        VM.stopPrank();
        VM.prank(address(timelock));
        vault.setOutflowCap(0.05e18);
        assertEq(vault.outflowCap(), 0.05e18, "open again");
    }

    function test_batchLiquidates() external {
        address other = makeAddr("other borrower");
        _borrow(borrower, 10 ether, 15_000e18);
        _borrow(other, 10 ether, 14_000e18);
        _setMarket(1_750);
        address[] memory accounts = new address[](2);
        (accounts[0], accounts[1]) = (borrower, other);
        uint256[] memory amounts = new uint256[](2);
        (amounts[0], amounts[1]) = (7_000e18, 3_500e18);
        usd.mint(liquidator, 10_500e18);
        VM.startPrank(liquidator);
        usd.approve(address(vault), 10_500e18);
        vault.liquidateBatch(accounts, amounts);
        VM.stopPrank();
        assertEq(liquidator.balance, 6.3 ether, "10,500 and 5 % at 1,750");
        assertEq(vault.totalCollateral(), 13.7 ether, "collateral left");
    }

    function test_withdrawalBurnsAtLeastOneShare() external {
        _borrow(borrower, 10 ether, 10_000e18);
        _skip(365 days);
        _harvest(borrower);
        uint256 shares = vault.balanceOf(lp);
        VM.prank(lp);
        vault.withdraw(1);
        assertEq(vault.balanceOf(lp), shares - 1, "burned");
    }

    function test_migrationCountsCollateralOnce() external {
        _addCollateral(borrower, 3 ether);
        VM.prank(address(timelock));
        vault.initializeV2();
        assertEq(vault.totalCollateral(), 3 ether, "counted");
        VM.prank(address(timelock));
        VM.expectRevert(bytes4(keccak256("InvalidInitialization()")));
        vault.initializeV2();
    }
}
