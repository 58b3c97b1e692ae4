// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Deploy} from "../../script/Deploy.s.sol";
import {IPool, IPriceFeed} from "../../src/Interfaces.sol";
import {FlashLender} from "../mocks/FlashLender.sol";
import {MockFeed} from "../mocks/MockFeed.sol";
import {MockPool} from "../mocks/MockPool.sol";
import {MockUSD} from "../mocks/MockUSD.sol";
import {IGovernor, IModel, IOracle, IRewards, ITimelock, IToken, IVault} from "./Interfaces.sol";
import {Release} from "./Release.sol";
import {Test} from "./Test.sol";
import {VM} from "./Vm.sol";

/// @notice The whole system as it stands on chain: ETH at 2,000 mUSD, an empty vault, nobody has borrowed.
abstract contract Fixture is Test {
    uint256 internal constant SIGNER_KEY = uint256(keccak256("rewards signer"));
    uint256 internal constant RATE_PER_YEAR = 0.05e18;

    MockUSD internal usd;
    MockFeed internal feed;
    MockPool internal pool;
    FlashLender internal lender;

    IVault internal vault;
    IOracle internal oracle;
    IModel internal model;
    IToken internal token;
    ITimelock internal timelock;
    IGovernor internal governor;
    IRewards internal rewards;

    address internal teamSafe;
    address internal guardian;
    address internal keeper;
    address internal feeRecipient;

    function setUp() public virtual {
        VM.warp(1_770_000_000);
        VM.roll(24_000_000);
        teamSafe = makeAddr("team Safe");
        guardian = makeAddr("guardian Safe");
        keeper = makeAddr("keeper");
        feeRecipient = makeAddr("fee recipient");
        _deployMarket();
        _deployProtocol();
        _skip(2 hours);
    }

    function _deployMarket() private {
        usd = new MockUSD();
        feed = new MockFeed(2_000e8);
        pool = new MockPool(usd);
        VM.deal(address(pool), 1_000 ether);
        usd.mint(address(pool), 2_000_000e18);
        pool.sync();
        lender = new FlashLender(usd);
        usd.mint(address(lender), 50_000_000e18);
    }

    function _deployProtocol() private {
        timelock = ITimelock(deployCode("MeridianTimelock", abi.encode(teamSafe, 48 hours)));
        token = IToken(deployCode("MeridianToken", abi.encode(teamSafe)));
        governor = IGovernor(deployCode("MeridianGovernor", abi.encode(token, timelock)));
        VM.prank(teamSafe);
        timelock.setGovernor(address(governor));
        oracle = IOracle(deployCode("MeridianOracle", abi.encode(feed, pool)));
        model = IModel(deployCode("InterestModel", abi.encode(timelock, RATE_PER_YEAR)));
        bytes memory init = abi.encodeCall(
            IVault.initialize,
            (address(usd), address(model), address(oracle), address(timelock), guardian, keeper, feeRecipient)
        );
        vault = IVault(address(new ERC1967Proxy(deployCode("MeridianVault"), init)));
        rewards = IRewards(deployCode("MeridianRewards", abi.encode(usd, timelock)));
        VM.prank(address(timelock));
        rewards.setSigner(VM.addr(SIGNER_KEY));
        usd.mint(address(rewards), 60_000e18);
    }

    // Steps that tests share

    /// @dev Time passes and the feed keeps answering.
    function _skip(uint256 duration) internal {
        VM.warp(VM.getBlockTimestamp() + duration);
        VM.roll(VM.getBlockNumber() + duration / 12);
        feed.set(feed.answer());
    }

    /// @dev The market moves, in whole mUSD: the pool trades at the new price and the feed follows.
    function _setMarket(uint256 newPrice) internal {
        pool.setPrice(newPrice * 1e18);
        feed.set(SafeCast.toInt256(newPrice * 1e8));
        Release.observe(oracle);
        _skip(2 hours);
    }

    function _deposit(address account, uint256 amount) internal returns (uint256 shares) {
        usd.mint(account, amount);
        VM.startPrank(account);
        usd.approve(address(vault), amount);
        shares = vault.deposit(amount);
        VM.stopPrank();
    }

    function _addCollateral(address account, uint256 amount) internal {
        VM.deal(account, account.balance + amount);
        VM.prank(account);
        vault.addCollateral{value: amount}();
    }

    function _borrow(address account, uint256 collateral, uint256 amount) internal {
        _addCollateral(account, collateral);
        VM.prank(account);
        vault.borrow(amount);
    }

    function _harvest(address account) internal returns (uint256) {
        address[] memory accounts = new address[](1);
        accounts[0] = account;
        VM.prank(keeper, keeper);
        return vault.harvest(accounts);
    }

    function _deploySettings() internal view returns (Deploy.Settings memory) {
        return Deploy.Settings({
            asset: usd,
            feed: IPriceFeed(address(feed)),
            pool: IPool(address(pool)),
            ratePerYear: RATE_PER_YEAR,
            owner: address(timelock),
            guardian: guardian,
            keeper: keeper,
            feeRecipient: feeRecipient
        });
    }

    /// @dev What the signer hands to an account that may claim `amount`.
    function _signClaim(address account, uint256 amount, uint256 deadline)
        internal
        view
        returns (uint8 v, bytes32 r, bytes32 s)
    {
        return VM.sign(SIGNER_KEY, Release.claimDigest(rewards, account, amount, deadline));
    }
}
