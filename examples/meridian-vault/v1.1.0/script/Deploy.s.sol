// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {InterestModel} from "../src/InterestModel.sol";
import {IPool, IPriceFeed} from "../src/Interfaces.sol";
import {MeridianOracle} from "../src/MeridianOracle.sol";
import {MeridianVault} from "../src/MeridianVault.sol";
import {VM} from "../test/harness/Vm.sol";

contract Deploy {
    struct Settings {
        IERC20 asset;
        IPriceFeed feed;
        IPool pool;
        uint256 ratePerYear;
        address owner;
        address guardian;
        address keeper;
        address feeRecipient;
    }

    function run() external returns (MeridianVault vault) {
        Settings memory settings = Settings({
            asset: IERC20(VM.envAddress("ASSET")),
            feed: IPriceFeed(VM.envAddress("FEED")),
            pool: IPool(VM.envAddress("POOL")),
            ratePerYear: VM.envUint("RATE_PER_YEAR"),
            owner: VM.envAddress("TIMELOCK"),
            guardian: VM.envAddress("GUARDIAN_SAFE"),
            keeper: VM.envAddress("KEEPER"),
            feeRecipient: VM.envAddress("FEE_RECIPIENT")
        });
        VM.startBroadcast();
        vault = createVault(settings);
        VM.stopBroadcast();
    }

    function createVault(Settings memory settings) public returns (MeridianVault) {
        bytes memory init = abi.encodeCall(
            MeridianVault.initialize,
            (
                settings.asset,
                new InterestModel(settings.owner, settings.ratePerYear),
                new MeridianOracle(settings.feed, settings.pool),
                settings.owner,
                settings.guardian,
                settings.keeper,
                settings.feeRecipient
            )
        );
        return MeridianVault(address(new ERC1967Proxy(address(new MeridianVault()), init)));
    }
}
