// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

/// @notice Holds the owner's powers over the vault and uses them only after a delay.
contract MeridianTimelock {
    uint256 public constant GRACE = 14 days;

    /// @notice The team's Safe, until the hand-over to the governor.
    address public admin;
    address public governor;
    uint256 public delay;
    mapping(bytes32 => uint256) public readyAt;

    event Queued(bytes32 indexed id, address indexed target, bytes data, uint256 readyAt);
    event Cancelled(bytes32 indexed id);
    event Executed(bytes32 indexed id);
    event DelaySet(uint256 delay);
    event GovernorSet(address governor);
    event AdminSet(address admin);

    error Unauthorized();
    error NotReady();
    error CallFailed(bytes result);

    modifier onlyAdmin() {
        if (msg.sender != admin) revert Unauthorized();
        _;
    }

    modifier onlyProposer() {
        if (msg.sender != governor && msg.sender != admin) revert Unauthorized();
        _;
    }

    constructor(address admin_, uint256 delay_) {
        admin = admin_;
        delay = delay_;
    }

    function setAdmin(address newAdmin) external onlyAdmin {
        admin = newAdmin;
        emit AdminSet(newAdmin);
    }

    function setGovernor(address newGovernor) external onlyAdmin {
        governor = newGovernor;
        emit GovernorSet(newGovernor);
    }

    function setDelay(uint256 newDelay) external onlyAdmin {
        delay = newDelay;
        emit DelaySet(newDelay);
    }

    function queue(address target, bytes calldata data) external onlyProposer returns (bytes32 id) {
        id = keccak256(abi.encode(target, data));
        readyAt[id] = block.timestamp + delay;
        emit Queued(id, target, data, readyAt[id]);
    }

    function cancel(bytes32 id) external onlyAdmin {
        delete readyAt[id];
        emit Cancelled(id);
    }

    function execute(address target, bytes calldata data) external onlyProposer {
        bytes32 id = keccak256(abi.encode(target, data));
        uint256 ready = readyAt[id];
        if (ready == 0 || block.timestamp < ready || block.timestamp > ready + GRACE) revert NotReady();
        delete readyAt[id];
        (bool ok, bytes memory result) = target.call(data);
        if (!ok) revert CallFailed(result);
        emit Executed(id);
    }
}
