// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IOracle, IVault} from "../harness/Interfaces.sol";
import {Release} from "../harness/Release.sol";
import {Test} from "../harness/Test.sol";
import {VM} from "../harness/Vm.sol";
import {FlashLender} from "../mocks/FlashLender.sol";
import {MockFeed} from "../mocks/MockFeed.sol";
import {MockPool} from "../mocks/MockPool.sol";
import {MockUSD} from "../mocks/MockUSD.sol";

struct Market {
    IVault vault;
    IOracle oracle;
    MockUSD usd;
    MockFeed feed;
    MockPool pool;
    FlashLender lender;
}

/// @notice Borrowers of every size under a moving price; one of them borrows with a flash loan in hand.
contract LendingHandler is Test {
    Market private market;

    address[] public borrowers;
    bool public borrowedTooMuch;
    bool public debtStoodStill;
    bool public liquidationFailed;

    constructor(Market memory market_) {
        market = market_;
    }

    function borrow(uint256 amount) external {
        _borrow(10 ether, bound(amount, 1e18, 15_000e18));
    }

    function borrowSmall(uint256 amount) external {
        _borrow(1 ether, bound(amount, 1, 1e18 - 1));
    }

    function borrowWithFlashLoan() external {
        FlashAccount account = new FlashAccount(market);
        VM.deal(address(account), 1 ether);
        VM.roll(VM.getBlockNumber() + 1);
        account.run(_min(10_000e18, Release.available(market.vault, market.usd)));
        borrowers.push(address(account));
        _checkCover(address(account));
    }

    function pass(uint256 duration) external {
        uint256[] memory before = new uint256[](borrowers.length);
        for (uint256 i = 0; i < before.length; i++) {
            before[i] = market.vault.debtOf(borrowers[i]);
        }
        _skip(bound(duration, 1 days, 60 days));
        for (uint256 i = 0; i < before.length; i++) {
            if (before[i] > 0 && market.vault.debtOf(borrowers[i]) <= before[i]) debtStoodStill = true;
        }
    }

    function moveMarket(uint256 price) external {
        price = bound(price, 900, 2_100);
        market.pool.setPrice(price * 1e18);
        market.feed.set(SafeCast.toInt256(price * 1e8));
        Release.observe(market.oracle);
        _skip(2 hours);
        for (uint256 i = 0; i < borrowers.length; i++) {
            if (!market.vault.isHealthy(borrowers[i])) _liquidate(borrowers[i]);
        }
    }

    function _borrow(uint256 collateral, uint256 amount) private {
        address account = address(uint160(uint256(keccak256(abi.encode("borrower", borrowers.length)))));
        VM.deal(account, collateral);
        VM.roll(VM.getBlockNumber() + 1);
        VM.startPrank(account);
        market.vault.addCollateral{value: collateral}();
        market.vault.borrow(amount);
        VM.stopPrank();
        borrowers.push(account);
        _checkCover(account);
    }

    function _checkCover(address account) private {
        (uint128 collateral,,) = market.vault.positions(account);
        uint256 worth = uint256(collateral) * uint256(market.feed.answer());
        if (market.vault.debtOf(account) > worth * 75 / 1e10) borrowedTooMuch = true;
    }

    function _liquidate(address account) private {
        uint256 debt = market.vault.debtOf(account);
        market.usd.mint(address(this), debt);
        market.usd.approve(address(market.vault), debt);
        (bool ok,) = address(market.vault).call(abi.encodeCall(market.vault.liquidate, (account, debt)));
        if (!ok) liquidationFailed = true;
    }

    function _skip(uint256 duration) private {
        VM.warp(VM.getBlockTimestamp() + duration);
        VM.roll(VM.getBlockNumber() + duration / 12);
        market.feed.set(market.feed.answer());
    }

    function _min(uint256 left, uint256 right) private pure returns (uint256) {
        return left < right ? left : right;
    }

    receive() external payable {}
}

contract FlashAccount {
    Market private market;
    uint256 private wanted;

    constructor(Market memory market_) {
        market = market_;
    }

    receive() external payable {}

    function run(uint256 amount) external {
        wanted = amount;
        market.vault.addCollateral{value: 1 ether}();
        market.lender.flash(10_000_000e18);
    }

    function onFlashLoan(uint256 loan) external {
        market.usd.approve(address(market.pool), loan);
        uint256 bought = market.pool.buyEth(loan);
        market.vault.borrow(wanted);
        market.pool.sellEth{value: bought}();
        require(market.usd.transfer(address(market.lender), loan));
    }
}
