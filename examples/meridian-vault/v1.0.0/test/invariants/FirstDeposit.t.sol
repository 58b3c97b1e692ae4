// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "../harness/Fixture.sol";
import {IVault} from "../harness/Interfaces.sol";
import {Test} from "../harness/Test.sol";
import {VM} from "../harness/Vm.sol";
import {MockUSD} from "../mocks/MockUSD.sol";

/// @notice Begins with an empty vault, so that a donor may be the first to deposit.
contract FirstDepositInvariants is Fixture {
    FirstDepositHandler private handler;

    function setUp() public override {
        super.setUp();
        handler = new FirstDepositHandler(vault, usd);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @notice INV-3: who deposits can take the same out at once, less a millionth of an mUSD.
    function invariant_depositIsWorthItself() external view {
        assertLe(handler.worstLoss(), 1e12, "INV-3");
    }
}

contract FirstDepositHandler is Test {
    IVault private immutable VAULT;
    MockUSD private immutable USD;

    uint256 public worstLoss;

    constructor(IVault vault, MockUSD usd) {
        VAULT = vault;
        USD = usd;
    }

    function depositDust(uint256 amount) external {
        _deposit(makeAddr("donor"), bound(amount, 1, 1_000));
    }

    function donate(uint256 amount) external {
        USD.mint(address(VAULT), bound(amount, 1e18, 20_000e18));
    }

    function deposit(uint256 amount) external {
        uint256 assets = bound(amount, 1e18, 20_000e18);
        uint256 back = VAULT.convertToAssets(_deposit(makeAddr("depositor"), assets));
        if (back < assets && assets - back > worstLoss) worstLoss = assets - back;
    }

    function _deposit(address account, uint256 amount) private returns (uint256 shares) {
        USD.mint(account, amount);
        VM.startPrank(account);
        USD.approve(address(VAULT), amount);
        shares = VAULT.deposit(amount);
        VM.stopPrank();
    }
}
