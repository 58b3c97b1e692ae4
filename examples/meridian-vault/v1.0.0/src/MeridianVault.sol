// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {FixedMath} from "./FixedMath.sol";
import {IInterestModel, IPriceOracle} from "./Interfaces.sol";
import {VaultShares} from "./VaultShares.sol";

/// @notice Depositors lend mUSD and hold shares; borrowers post ETH and draw mUSD up to 75 % of its worth.
contract MeridianVault is VaultShares, UUPSUpgradeable {
    using FixedMath for uint256;

    struct Position {
        uint128 collateral;
        uint128 debt;
        uint256 index;
    }

    uint256 public constant MAX_LTV = 0.75e18;
    uint256 public constant LIQUIDATION_BONUS = 0.05e18;
    uint256 public constant PROTOCOL_FEE = 0.1e18;

    IERC20 public asset;
    IInterestModel public interestModel;
    IPriceOracle public oracle;
    address public owner;
    address public guardian;
    address public keeper;
    address public feeRecipient;
    bool public paused;

    uint256 public totalDebt;
    uint256 public feesAccrued;
    mapping(address => Position) public positions;

    event Deposited(address indexed account, uint256 assets, uint256 shares);
    event Withdrawn(address indexed account, uint256 assets, uint256 shares);
    event CollateralAdded(address indexed account, uint256 amount);
    event CollateralWithdrawn(address indexed account, uint256 amount);
    event Borrowed(address indexed account, uint256 amount);
    event Repaid(address indexed account, uint256 amount);
    event Liquidated(address indexed account, address indexed liquidator, uint256 repaid, uint256 seized);
    event Harvested(address indexed recipient, uint256 fees);
    event PausedSet(bool paused);
    event OwnerSet(address owner);
    event GuardianSet(address guardian);
    event KeeperSet(address keeper);
    event OracleSet(IPriceOracle oracle);
    event FeeRecipientSet(address recipient);

    error Unauthorized();
    error IsPaused();
    error NotAnAccount();
    error Undercollateralised();
    error PositionHealthy();
    error TransferFailed();

    modifier onlyOwner() {
        if (msg.sender != owner) revert Unauthorized();
        _;
    }

    modifier whenNotPaused() {
        if (paused) revert IsPaused();
        _;
    }

    /// @dev Harvests are scheduled; a contract must not wrap one between two trades.
    modifier onlyEOA() {
        if (tx.origin != msg.sender) revert NotAnAccount();
        _;
    }

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor() {
        _disableInitializers();
    }

    function initialize(
        IERC20 asset_,
        IInterestModel interestModel_,
        IPriceOracle oracle_,
        address owner_,
        address guardian_,
        address keeper_,
        address feeRecipient_
    ) external initializer {
        __VaultShares_init("Meridian mUSD Vault", "mvUSD");
        asset = asset_;
        interestModel = interestModel_;
        oracle = oracle_;
        owner = owner_;
        guardian = guardian_;
        keeper = keeper_;
        feeRecipient = feeRecipient_;
    }

    // Views

    /// @notice mUSD that belongs to depositors: cash and debt without the fees owed to the protocol.
    function totalAssets() public view returns (uint256) {
        return asset.balanceOf(address(this)) + totalDebt - feesAccrued;
    }

    function convertToShares(uint256 assets) public view returns (uint256) {
        return totalSupply == 0 ? assets : assets * totalSupply / totalAssets();
    }

    function convertToAssets(uint256 shares) public view returns (uint256) {
        return totalSupply == 0 ? shares : shares * totalAssets() / totalSupply;
    }

    /// @notice What an account owes now, interest included.
    function debtOf(address account) public view returns (uint256) {
        Position storage position = positions[account];
        uint256 debt = position.debt;
        uint256 rate = interestModel.index() - position.index;
        return debt + debt / 1e18 * rate;
    }

    function isHealthy(address account) public view returns (bool) {
        return _covers(positions[account].collateral, debtOf(account));
    }

    // Depositors

    function deposit(uint256 assets) external whenNotPaused returns (uint256 shares) {
        shares = convertToShares(assets);
        asset.transferFrom(msg.sender, address(this), assets);
        _mint(msg.sender, shares);
        emit Deposited(msg.sender, assets, shares);
    }

    function withdraw(uint256 assets) external whenNotPaused returns (uint256 shares) {
        shares = convertToShares(assets);
        _burn(msg.sender, shares);
        asset.transfer(msg.sender, assets);
        emit Withdrawn(msg.sender, assets, shares);
    }

    // Borrowers

    function addCollateral() external payable whenNotPaused {
        positions[msg.sender].collateral += uint128(msg.value);
        emit CollateralAdded(msg.sender, msg.value);
    }

    function withdrawCollateral(uint256 amount) external whenNotPaused {
        Position storage position = _accrue(msg.sender);
        uint256 remaining = position.collateral - amount;
        if (!_covers(remaining, position.debt)) revert Undercollateralised();
        (bool sent,) = msg.sender.call{value: amount}("");
        if (!sent) revert TransferFailed();
        position.collateral = uint128(remaining);
        emit CollateralWithdrawn(msg.sender, amount);
    }

    function borrow(uint256 amount) external whenNotPaused {
        Position storage position = _accrue(msg.sender);
        if (!_covers(position.collateral, position.debt + amount)) revert Undercollateralised();
        position.debt += uint128(amount);
        totalDebt += amount;
        asset.transfer(msg.sender, amount);
        emit Borrowed(msg.sender, amount);
    }

    function repay(uint256 amount) external {
        Position storage position = _accrue(msg.sender);
        uint256 repaid = Math.min(amount, position.debt);
        position.debt -= uint128(repaid);
        totalDebt -= repaid;
        asset.transferFrom(msg.sender, address(this), repaid);
        emit Repaid(msg.sender, repaid);
    }

    // Liquidators

    /// @notice Repays up to `amount` of an unhealthy position and takes collateral of the same worth plus the bonus.
    function liquidate(address account, uint256 amount) external {
        Position storage position = _accrue(account);
        uint256 price = oracle.price();
        if (_limit(position.collateral, price) >= position.debt) revert PositionHealthy();
        uint256 repaid = Math.min(amount, position.debt);
        uint256 seized = repaid.mulDown(FixedMath.ONE + LIQUIDATION_BONUS).divDown(price);
        position.debt -= uint128(repaid);
        position.collateral -= uint128(seized);
        totalDebt -= repaid;
        asset.transferFrom(msg.sender, address(this), repaid);
        (bool sent,) = msg.sender.call{value: seized}("");
        if (!sent) revert TransferFailed();
        emit Liquidated(account, msg.sender, repaid, seized);
    }

    // Keeper

    /// @notice Books the interest of the given accounts and sends the protocol's part to the fee recipient.
    function harvest(address[] calldata accounts) external onlyEOA returns (uint256 fees) {
        if (msg.sender != keeper) revert Unauthorized();
        for (uint256 i = 0; i < accounts.length; i++) {
            _accrue(accounts[i]);
        }
        fees = feesAccrued;
        feesAccrued = 0;
        asset.transfer(feeRecipient, fees);
        emit Harvested(feeRecipient, fees);
    }

    // Administration

    function pause() external {
        if (msg.sender != guardian && msg.sender != owner) revert Unauthorized();
        paused = true;
        emit PausedSet(true);
    }

    function unpause() external onlyOwner {
        paused = false;
        emit PausedSet(false);
    }

    function setOwner(address newOwner) external onlyOwner {
        owner = newOwner;
        emit OwnerSet(newOwner);
    }

    function setGuardian(address newGuardian) external onlyOwner {
        guardian = newGuardian;
        emit GuardianSet(newGuardian);
    }

    function setKeeper(address newKeeper) external onlyOwner {
        keeper = newKeeper;
        emit KeeperSet(newKeeper);
    }

    function setOracle(IPriceOracle newOracle) external onlyOwner {
        oracle = newOracle;
        emit OracleSet(newOracle);
    }

    function setFeeRecipient(address newRecipient) external {
        feeRecipient = newRecipient;
        emit FeeRecipientSet(newRecipient);
    }

    // Internals

    function _accrue(address account) internal returns (Position storage position) {
        position = positions[account];
        uint256 interest = debtOf(account) - position.debt;
        position.debt += uint128(interest);
        position.index = interestModel.index();
        totalDebt += interest;
        feesAccrued += interest.mulDown(PROTOCOL_FEE);
    }

    function _covers(uint256 collateral, uint256 debt) internal view returns (bool) {
        if (debt == 0) return true;
        return _limit(collateral, oracle.price()) >= debt;
    }

    function _limit(uint256 collateral, uint256 price) internal pure returns (uint256) {
        return collateral.mulDown(price).mulDown(MAX_LTV);
    }

    function _authorizeUpgrade(address) internal override onlyOwner {}
}
