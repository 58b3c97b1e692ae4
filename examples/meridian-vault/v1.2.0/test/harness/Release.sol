// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Deploy} from "../../script/Deploy.s.sol";
import {IOracle, IRewards, IVault} from "./Interfaces.sol";

/// @notice What differs from release to release, so that every other test file stays as it is.
library Release {
    /// @dev Shares and assets that the vault adds to both sides of its price.
    uint256 internal constant VIRTUAL = 1e18;

    /// @dev The first transaction of a deployment, which everybody sees before the second is sent.
    function firstDeployTransaction(Deploy.Settings memory settings) internal returns (IVault) {
        return IVault(address(new Deploy().createVault(settings)));
    }

    /// @dev What one block lets out of the vault.
    function available(IVault vault, IERC20) internal view returns (uint256) {
        return vault.outflowLeft();
    }

    /// @dev Upkeep of the oracle after the market has moved.
    function observe(IOracle oracle) internal {
        oracle.observe();
    }

    /// @dev What the rewards' signer signs.
    function claimDigest(IRewards rewards, address account, uint256 amount, uint256 deadline)
        internal
        view
        returns (bytes32)
    {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("MeridianRewards"),
                keccak256("1"),
                block.chainid,
                address(rewards)
            )
        );
        bytes32 claim = keccak256(
            abi.encode(
                keccak256("Claim(address account,uint256 amount,uint256 nonce,uint256 deadline)"),
                account,
                amount,
                rewards.nonces(account),
                deadline
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, claim));
    }
}
