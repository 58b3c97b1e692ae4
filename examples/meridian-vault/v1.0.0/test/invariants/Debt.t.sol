// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "../harness/Fixture.sol";
import {IVault} from "../harness/Interfaces.sol";
import {Test} from "../harness/Test.sol";
import {VM} from "../harness/Vm.sol";
import {MockUSD} from "../mocks/MockUSD.sol";
import {VaultHandler} from "./VaultHandler.sol";

contract DebtInvariants is Fixture {
    VaultHandler private handler;
    WhaleHandler private whale;

    function setUp() public override {
        super.setUp();
        _deposit(makeAddr("lp"), 1_000_000e18);
        handler = new VaultHandler(vault, usd, feed, keeper);
        whale = new WhaleHandler(vault, usd);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](2);
        targets[0] = address(handler);
        targets[1] = address(whale);
    }

    /// @notice INV-5: the debts of all positions add up to the total.
    function invariant_debtsAddUp() external view {
        (, uint256 debt) = handler.sums();
        (, uint128 whaleDebt,) = vault.positions(address(whale));
        assertEq(debt + whaleDebt, vault.totalDebt(), "INV-5");
    }
}

/// @notice One account of absurd size.
contract WhaleHandler is Test {
    IVault private immutable VAULT;
    MockUSD private immutable USD;

    constructor(IVault vault, MockUSD usd) {
        VAULT = vault;
        USD = usd;
    }

    function borrow(uint256 amount) external {
        amount = bound(amount, 1 << 128, 1 << 129);
        USD.mint(address(this), amount);
        USD.approve(address(VAULT), amount);
        VAULT.deposit(amount);
        VM.deal(address(this), 1e36);
        VAULT.addCollateral{value: 1e36}();
        VAULT.borrow(amount);
    }
}
