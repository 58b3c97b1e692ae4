// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @notice Pays depositors' rewards in mUSD against claims that the signer has signed.
contract MeridianRewards is EIP712, Nonces {
    using SafeERC20 for IERC20;

    bytes32 private constant CLAIM_TYPEHASH =
        keccak256("Claim(address account,uint256 amount,uint256 nonce,uint256 deadline)");

    IERC20 public immutable ASSET;
    address public immutable OWNER;

    address public signer;
    mapping(address => uint256) public claimed;

    event SignerSet(address signer);
    event Claimed(address indexed account, uint256 amount);

    error Unauthorized();
    error ClaimExpired();
    error BadSignature();

    constructor(IERC20 asset, address owner) EIP712("MeridianRewards", "1") {
        ASSET = asset;
        OWNER = owner;
    }

    function setSigner(address newSigner) external {
        if (msg.sender != OWNER) revert Unauthorized();
        signer = newSigner;
        emit SignerSet(newSigner);
    }

    function claim(address account, uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external {
        if (block.timestamp > deadline) revert ClaimExpired();
        bytes32 claimHash = keccak256(abi.encode(CLAIM_TYPEHASH, account, amount, _useNonce(account), deadline));
        if (ECDSA.recover(_hashTypedDataV4(claimHash), v, r, s) != signer) revert BadSignature();
        claimed[account] += amount;
        ASSET.safeTransfer(account, amount);
        emit Claimed(account, amount);
    }
}
