// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {FixedMath} from "./FixedMath.sol";
import {IInterestModel, IPriceOracle} from "./Interfaces.sol";
import {VaultShares} from "./VaultShares.sol";

/// @notice Depositors lend mUSD and hold shares; borrowers post ETH and draw mUSD up to 75 % of its worth.
contract MeridianVault is VaultShares, UUPSUpgradeable, ReentrancyGuardTransient {
    using FixedMath for uint256;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    struct Position {
        uint128 collateral;
        uint128 debt;
        uint256 index;
    }

    uint256 public constant MAX_LTV = 0.75e18;
    uint256 public constant LIQUIDATION_BONUS = 0.05e18;
    uint256 public constant PROTOCOL_FEE = 0.1e18;
    uint256 private constant DEFAULT_OUTFLOW_CAP = 0.05e18;

    /// @dev Counted into both sides of the share price, so that a donation to an empty vault buys nothing.
    uint256 private constant VIRTUAL = 1e18;

    IERC20 public asset;
    IInterestModel public interestModel;
    IPriceOracle public oracle;
    /// @notice May pause and close the outflow when the guardian's signers cannot be reached.
    address public emergencyCouncil;
    address public owner;
    address public guardian;
    address public keeper;
    address public feeRecipient;
    bool public paused;

    uint256 public totalDebt;
    uint256 public feesAccrued;
    mapping(address => Position) public positions;

    uint256 public totalCollateral;

    /// @notice Part of the cash that may leave in one block, 18 decimals.
    uint256 public outflowCap;
    uint256 private outflowBlock;
    uint256 private outflowAllowance;

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
    event EmergencyCouncilSet(address council);
    event KeeperSet(address keeper);
    event OracleSet(IPriceOracle oracle);
    event FeeRecipientSet(address recipient);
    event OutflowCapSet(uint256 cap);

    error Unauthorized();
    error IsPaused();
    error NotAnAccount();
    error NothingMinted();
    error Undercollateralised();
    error PositionHealthy();
    error TransferFailed();
    error OutflowCapReached();
    error LengthMismatch();

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
        outflowCap = DEFAULT_OUTFLOW_CAP;
    }

    /// @notice Counts the collateral that was posted before 1.1. Part of the upgrade call.
    function initializeV2() external reinitializer(2) onlyOwner {
        totalCollateral = address(this).balance;
    }

    /// @notice Sets the cap on vaults from before 1.2. Part of the upgrade call.
    function initializeV3() external reinitializer(3) onlyOwner {
        outflowCap = DEFAULT_OUTFLOW_CAP;
    }

    // Safety

    function pause() external {
        if (!_mayStop() && msg.sender != owner) revert Unauthorized();
        paused = true;
        emit PausedSet(true);
    }

    function unpause() external onlyOwner {
        paused = false;
        emit PausedSet(false);
    }

    /// @notice Guardian and council may lower the cap at once; raising it is the owner's.
    function setOutflowCap(uint256 newCap) external {
        bool lowering = _mayStop() && newCap < outflowCap;
        if (msg.sender != owner && !lowering) revert Unauthorized();
        outflowCap = newCap;
        outflowBlock = 0;
        emit OutflowCapSet(newCap);
    }

    // Views

    /// @notice mUSD that may still leave in this block.
    function outflowLeft() public view returns (uint256) {
        if (outflowBlock == block.number) return outflowAllowance;
        return asset.balanceOf(address(this)).mulDown(outflowCap);
    }

    /// @notice mUSD that belongs to depositors: cash and debt without the fees owed to the protocol.
    function totalAssets() public view returns (uint256) {
        return asset.balanceOf(address(this)) + totalDebt - feesAccrued;
    }

    function convertToShares(uint256 assets) public view returns (uint256) {
        return assets * (totalSupply + VIRTUAL) / (totalAssets() + VIRTUAL);
    }

    function convertToAssets(uint256 shares) public view returns (uint256) {
        return shares * (totalAssets() + VIRTUAL) / (totalSupply + VIRTUAL);
    }

    /// @notice What an account owes now, interest included.
    function debtOf(address account) public view returns (uint256) {
        Position storage position = positions[account];
        uint256 debt = position.debt;
        uint256 rate = interestModel.index() - position.index;
        return debt + debt / 1e18 * rate;
    }

    function isHealthy(address account) public view returns (bool) {
        uint256 limit = _limit(positions[account].collateral, oracle.liquidationPrice());
        return limit >= debtOf(account);
    }

    // Depositors

    function deposit(uint256 assets) external whenNotPaused nonReentrant returns (uint256 shares) {
        shares = convertToShares(assets);
        if (shares == 0) revert NothingMinted();
        asset.safeTransferFrom(msg.sender, address(this), assets);
        _mint(msg.sender, shares);
        emit Deposited(msg.sender, assets, shares);
    }

    function withdraw(uint256 assets) external whenNotPaused nonReentrant returns (uint256 shares) {
        shares = Math.mulDiv(assets, totalSupply + VIRTUAL, totalAssets() + VIRTUAL, Math.Rounding.Ceil);
        _burn(msg.sender, shares);
        _useOutflow(assets);
        asset.safeTransfer(msg.sender, assets);
        emit Withdrawn(msg.sender, assets, shares);
    }

    // Borrowers

    function addCollateral() external payable whenNotPaused {
        positions[msg.sender].collateral += uint128(msg.value);
        totalCollateral += msg.value;
        emit CollateralAdded(msg.sender, msg.value);
    }

    function withdrawCollateral(uint256 amount) external whenNotPaused nonReentrant {
        Position storage position = _accrue(msg.sender);
        uint256 remaining = position.collateral - amount;
        if (!_covers(remaining, position.debt)) revert Undercollateralised();
        position.collateral = uint128(remaining);
        totalCollateral -= amount;
        _pay(amount);
        emit CollateralWithdrawn(msg.sender, amount);
    }

    function borrow(uint256 amount) external whenNotPaused nonReentrant {
        Position storage position = _accrue(msg.sender);
        if (!_covers(position.collateral, position.debt + amount)) revert Undercollateralised();
        position.debt += amount.toUint128();
        totalDebt += amount;
        _useOutflow(amount);
        asset.safeTransfer(msg.sender, amount);
        emit Borrowed(msg.sender, amount);
    }

    function repay(uint256 amount) external nonReentrant {
        Position storage position = _accrue(msg.sender);
        uint256 repaid = Math.min(amount, position.debt);
        position.debt -= repaid.toUint128();
        totalDebt -= repaid;
        asset.safeTransferFrom(msg.sender, address(this), repaid);
        emit Repaid(msg.sender, repaid);
    }

    // Liquidators

    /// @notice Repays up to `amount` of an unhealthy position and takes collateral of the same worth plus the bonus.
    function liquidate(address account, uint256 amount) external nonReentrant {
        (uint256 repaid, uint256 seized) = _liquidate(account, amount, oracle.liquidationPrice());
        asset.safeTransferFrom(msg.sender, address(this), repaid);
        _pay(seized);
    }

    /// @notice The same for many positions, settled in one transfer each way.
    function liquidateBatch(address[] calldata accounts, uint256[] calldata amounts) external nonReentrant {
        if (accounts.length != amounts.length) revert LengthMismatch();
        uint256 price = oracle.liquidationPrice();
        uint256 totalRepaid;
        uint256 totalSeized;
        for (uint256 i = 0; i < accounts.length; i++) {
            (uint256 repaid, uint256 seized) = _liquidate(accounts[i], amounts[i], price);
            totalRepaid += repaid;
            totalSeized += seized;
        }
        asset.safeTransferFrom(msg.sender, address(this), totalRepaid);
        _pay(totalSeized);
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
        asset.safeTransfer(feeRecipient, fees);
        emit Harvested(feeRecipient, fees);
    }

    // Administration

    function setOwner(address newOwner) external onlyOwner {
        owner = newOwner;
        emit OwnerSet(newOwner);
    }

    function setGuardian(address newGuardian) external onlyOwner {
        guardian = newGuardian;
        emit GuardianSet(newGuardian);
    }

    function setEmergencyCouncil(address newCouncil) external onlyOwner {
        emergencyCouncil = newCouncil;
        emit EmergencyCouncilSet(newCouncil);
    }

    function setKeeper(address newKeeper) external onlyOwner {
        keeper = newKeeper;
        emit KeeperSet(newKeeper);
    }

    function setOracle(IPriceOracle newOracle) external onlyOwner {
        oracle = newOracle;
        emit OracleSet(newOracle);
    }

    function setFeeRecipient(address newRecipient) external onlyOwner {
        feeRecipient = newRecipient;
        emit FeeRecipientSet(newRecipient);
    }

    // Internals

    function _liquidate(address account, uint256 amount, uint256 price)
        internal
        returns (uint256 repaid, uint256 seized)
    {
        Position storage position = _accrue(account);
        if (_limit(position.collateral, price) >= position.debt) revert PositionHealthy();
        repaid = Math.min(amount, position.debt);
        seized = repaid.mulDown(FixedMath.ONE + LIQUIDATION_BONUS).divDown(price);
        position.debt -= repaid.toUint128();
        position.collateral -= seized.toUint128();
        totalDebt -= repaid;
        totalCollateral -= seized;
        emit Liquidated(account, msg.sender, repaid, seized);
    }

    function _mayStop() internal view returns (bool) {
        return msg.sender == guardian || msg.sender == emergencyCouncil;
    }

    function _useOutflow(uint256 amount) internal {
        uint256 left = outflowLeft();
        if (amount > left) revert OutflowCapReached();
        outflowBlock = block.number;
        outflowAllowance = left - amount;
    }

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

    function _pay(uint256 amount) internal {
        (bool sent,) = msg.sender.call{value: amount}("");
        if (!sent) revert TransferFailed();
    }

    function _authorizeUpgrade(address) internal override onlyOwner {}
}
