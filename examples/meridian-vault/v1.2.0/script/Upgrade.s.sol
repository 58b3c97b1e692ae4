// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {MeridianTimelock} from "../src/MeridianTimelock.sol";
import {MeridianVault} from "../src/MeridianVault.sol";
import {VM} from "../test/harness/Vm.sol";

/// @notice Deploys the new implementation and returns the call for the Safe to sign.
contract Upgrade {
    function run() external returns (address implementation, bytes memory queueCall) {
        address vault = VM.envAddress("VAULT");
        VM.startBroadcast();
        implementation = address(new MeridianVault());
        VM.stopBroadcast();
        bytes memory migrate = abi.encodeCall(MeridianVault.initializeV3, ());
        bytes memory upgradeCall = abi.encodeCall(MeridianVault(vault).upgradeToAndCall, (implementation, migrate));
        queueCall = abi.encodeCall(MeridianTimelock.queue, (vault, upgradeCall));
    }
}
