// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

/// @notice The contracts as tests see them; they are found by name, so a moved file changes nothing here.
interface IVault {
    function initialize(
        address asset,
        address interestModel,
        address oracle,
        address owner,
        address guardian,
        address keeper,
        address feeRecipient
    ) external;
    function initializeV2() external;
    function initializeV3() external;
    function owner() external view returns (address);
    function paused() external view returns (bool);
    function totalSupply() external view returns (uint256);
    function balanceOf(address account) external view returns (uint256);
    function transfer(address to, uint256 amount) external returns (bool);
    function totalAssets() external view returns (uint256);
    function totalDebt() external view returns (uint256);
    function totalCollateral() external view returns (uint256);
    function feesAccrued() external view returns (uint256);
    function feeRecipient() external view returns (address);
    function convertToShares(uint256 assets) external view returns (uint256);
    function convertToAssets(uint256 shares) external view returns (uint256);
    function positions(address account) external view returns (uint128 collateral, uint128 debt, uint256 index);
    function debtOf(address account) external view returns (uint256);
    function isHealthy(address account) external view returns (bool);
    function deposit(uint256 assets) external returns (uint256 shares);
    function withdraw(uint256 assets) external returns (uint256 shares);
    function addCollateral() external payable;
    function withdrawCollateral(uint256 amount) external;
    function borrow(uint256 amount) external;
    function repay(uint256 amount) external;
    function liquidate(address account, uint256 amount) external;
    function harvest(address[] calldata accounts) external returns (uint256 fees);
    function pause() external;
    function unpause() external;
    function setOwner(address newOwner) external;
    function setGuardian(address newGuardian) external;
    function setKeeper(address newKeeper) external;
    function setOracle(address newOracle) external;
    function setFeeRecipient(address newRecipient) external;
    function outflowCap() external view returns (uint256);
    function outflowLeft() external view returns (uint256);
    function setOutflowCap(uint256 newCap) external;
    function liquidateBatch(address[] calldata accounts, uint256[] calldata amounts) external;
    function upgradeToAndCall(address implementation, bytes calldata data) external payable;
}

interface IOracle {
    function price() external view returns (uint256);
    function liquidationPrice() external view returns (uint256);
    function meanPrice() external view returns (uint256);
    function observe() external;
}

interface IModel {
    function index() external view returns (uint256);
    function setRate(uint256 newRate) external;
}

interface IToken {
    function balanceOf(address account) external view returns (uint256);
    function totalSupply() external view returns (uint256);
    function transfer(address to, uint256 amount) external returns (bool);
}

interface ITimelock {
    function delay() external view returns (uint256);
    function readyAt(bytes32 id) external view returns (uint256);
    function setGovernor(address newGovernor) external;
    function setDelay(uint256 newDelay) external;
    function queue(address target, bytes calldata data) external returns (bytes32 id);
    function execute(address target, bytes calldata data) external;
}

interface IGovernor {
    function propose(address target, bytes calldata data, string calldata description) external returns (uint256 id);
    function vote(uint256 id, bool support) external;
    function queue(uint256 id) external;
    function execute(uint256 id) external;
    function proposals(uint256 id)
        external
        view
        returns (
            address target,
            uint64 startBlock,
            uint64 endBlock,
            bool queued,
            uint256 forVotes,
            uint256 againstVotes,
            bytes memory data
        );
}

interface IRewards {
    function signer() external view returns (address);
    function setSigner(address newSigner) external;
    function nonces(address account) external view returns (uint256);
    function claimed(address account) external view returns (uint256);
    function claim(address account, uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;
}
