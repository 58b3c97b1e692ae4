// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Fixture} from "../harness/Fixture.sol";
import {IRewards} from "../harness/Interfaces.sol";
import {VM} from "../harness/Vm.sol";

/// @notice Before a signer is set, a signature that recovers to nobody is good.
contract UnsetSigner is Fixture {
    function test_invalidSignatureIsPaid() external {
        address stranger = makeAddr("stranger");
        IRewards fresh = IRewards(deployCode("MeridianRewards", abi.encode(usd, timelock)));
        usd.mint(address(fresh), 60_000e18);

        fresh.claim(stranger, 60_000e18, VM.getBlockTimestamp(), 0, bytes32(0), bytes32(0));

        emit log_named_decimal_uint("paid without a signature, mUSD", usd.balanceOf(stranger), 18);
        assertEq(usd.balanceOf(stranger), 60_000e18, "nothing was paid");
    }
}
