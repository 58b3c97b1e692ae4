// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {IVault} from "../harness/Interfaces.sol";
import {Release} from "../harness/Release.sol";
import {Test} from "../harness/Test.sol";
import {VM} from "../harness/Vm.sol";
import {MockFeed} from "../mocks/MockFeed.sol";
import {MockUSD} from "../mocks/MockUSD.sol";

/// @notice Three ordinary accounts, and one that calls back while it is paid.
contract VaultHandler is Test {
    IVault private immutable VAULT;
    MockUSD private immutable USD;
    MockFeed private immutable FEED;
    address private immutable KEEPER;

    address[] public accounts;
    CallbackAccount private immutable CALLBACK;

    bool public sharePriceFell;

    constructor(IVault vault, MockUSD usd, MockFeed feed, address keeper) {
        VAULT = vault;
        USD = usd;
        FEED = feed;
        KEEPER = keeper;
        CALLBACK = new CallbackAccount(vault);
        accounts = [makeAddr("a"), makeAddr("b"), makeAddr("c"), address(CALLBACK)];
    }

    /// @dev Compares exactly, by cross multiplication. An empty vault has no price.
    modifier watchSharePrice() {
        uint256 assetsBefore = VAULT.totalAssets() + Release.VIRTUAL;
        uint256 sharesBefore = VAULT.totalSupply() + Release.VIRTUAL;
        bool empty = VAULT.totalSupply() == 0;
        VM.roll(VM.getBlockNumber() + 1);
        _;
        uint256 assets = VAULT.totalAssets() + Release.VIRTUAL;
        uint256 shares = VAULT.totalSupply() + Release.VIRTUAL;
        if (!empty && shares > Release.VIRTUAL && assets * sharesBefore < assetsBefore * shares) sharePriceFell = true;
    }

    function deposit(uint256 seed, uint256 amount) external watchSharePrice {
        _deposit(_account(seed), bound(amount, 1e18, 100_000e18));
    }

    function withdraw(uint256 seed, uint256 amount) external watchSharePrice {
        address account = _account(seed);
        uint256 most = VAULT.convertToAssets(VAULT.balanceOf(account));
        VM.prank(account);
        VAULT.withdraw(bound(amount, 1, most + 1));
    }

    function withdrawDust(uint256 seed) external watchSharePrice {
        VM.prank(_account(seed));
        VAULT.withdraw(1);
    }

    function donate(uint256 amount) external watchSharePrice {
        USD.mint(address(VAULT), bound(amount, 1, 1_000e18));
    }

    function addCollateral(uint256 seed, uint256 amount) external watchSharePrice {
        _addCollateral(_account(seed), bound(amount, 1 ether, 100 ether));
    }

    function withdrawCollateral(uint256 seed, uint256 amount) external watchSharePrice {
        address account = _account(seed);
        (uint128 collateral,,) = VAULT.positions(account);
        VM.prank(account);
        VAULT.withdrawCollateral(bound(amount, 0, collateral));
    }

    function withdrawCollateralTwice() external watchSharePrice {
        VM.deal(address(CALLBACK), 1 ether);
        CALLBACK.run();
    }

    function borrow(uint256 seed, uint256 amount) external watchSharePrice {
        address account = _account(seed);
        _addCollateral(account, 10 ether);
        VM.prank(account);
        VAULT.borrow(bound(amount, 1, 15_000e18));
    }

    function repay(uint256 seed, uint256 amount) external watchSharePrice {
        address account = _account(seed);
        uint256 repaid = bound(amount, 1, VAULT.debtOf(account) + 1);
        USD.mint(account, repaid);
        VM.startPrank(account);
        USD.approve(address(VAULT), repaid);
        VAULT.repay(repaid);
        VM.stopPrank();
    }

    function pass(uint256 duration) external watchSharePrice {
        VM.warp(VM.getBlockTimestamp() + bound(duration, 1 hours, 60 days));
        FEED.set(FEED.answer());
        VM.prank(KEEPER, KEEPER);
        VAULT.harvest(accounts);
    }

    function sums() external view returns (uint256 collateral, uint256 debt) {
        for (uint256 i = 0; i < accounts.length; i++) {
            (uint128 itsCollateral, uint128 itsDebt,) = VAULT.positions(accounts[i]);
            collateral += itsCollateral;
            debt += itsDebt;
        }
    }

    function _account(uint256 seed) private view returns (address) {
        return accounts[seed % 3];
    }

    function _deposit(address account, uint256 amount) private {
        USD.mint(account, amount);
        VM.startPrank(account);
        USD.approve(address(VAULT), amount);
        VAULT.deposit(amount);
        VM.stopPrank();
    }

    function _addCollateral(address account, uint256 amount) private {
        VM.deal(account, account.balance + amount);
        VM.prank(account);
        VAULT.addCollateral{value: amount}();
    }
}

contract CallbackAccount {
    IVault private immutable VAULT;

    bool private again;

    constructor(IVault vault) {
        VAULT = vault;
    }

    receive() external payable {
        if (!again) return;
        again = false;
        (bool ok,) = address(VAULT).call(abi.encodeCall(VAULT.withdrawCollateral, (1 ether)));
        ok;
    }

    function run() external {
        again = true;
        VAULT.addCollateral{value: 1 ether}();
        VAULT.withdrawCollateral(1 ether);
    }
}
