// The story of the example's repository: who committed what, when, in which words.
// `paths` are files or folders (with a slash at the end) of the release's overlay; `rest` takes what is left.

const TOMASZ = "Tomasz Brandt <tomasz@meridian.example>";
const INES = "Ines Kovač <ines@meridian.example>";
const PAOLO = "Paolo Marchetti <paolo@meridian.example>";
const LENA = "Lena Haddad <lena@meridian.example>";

export const HISTORY = [
  {
    release: "v1.0.0",
    branch: "main",
    tag: "v1.0.0",
    commits: [
      {
        author: TOMASZ,
        date: "2025-11-24T10:12:00+01:00",
        message: "Vault, shares, interest and price\n\nDeposits, loans against ETH at 75 %, liquidation with a bonus of 5 %.",
        paths: [
          ".gitignore",
          "foundry.toml",
          "remappings.txt",
          "package.json",
          "package-lock.json",
          "src/FixedMath.sol",
          "src/Interfaces.sol",
          "src/InterestModel.sol",
          "src/MeridianOracle.sol",
          "src/MeridianVault.sol",
          "src/VaultShares.sol",
        ],
      },
      {
        author: PAOLO,
        date: "2025-12-15T17:40:00+01:00",
        message: "Governor, timelock and token\n\nThe team Safe stays the timelock's admin until the hand-over.",
        paths: ["src/MeridianGovernor.sol", "src/MeridianTimelock.sol", "src/MeridianToken.sol"],
      },
      {
        author: TOMASZ,
        date: "2026-01-12T11:05:00+01:00",
        message: "Rewards against signed claims",
        paths: ["src/Rewards.sol"],
      },
      {
        author: LENA,
        date: "2026-01-20T15:31:00+01:00",
        message: "Keeper: harvest when it is worth the gas, watch feed and pool",
        paths: ["keeper/"],
      },
      {
        author: TOMASZ,
        date: "2026-02-03T09:48:00+01:00",
        message: "Scripts and tests\n\nUnit tests, the properties as invariants, and a harness of our own so that\nnothing but the compiler has to be installed.",
        paths: ["script/", "test/"],
      },
      {
        author: INES,
        date: "2026-02-11T14:20:00+01:00",
        message: "Threat model of the launch",
        paths: ["security/"],
      },
      {
        author: TOMASZ,
        date: "2026-02-17T16:00:00+01:00",
        message: "Release 1.0.0",
        rest: true,
      },
    ],
  },
  {
    release: "v1.1.0",
    branch: "main",
    tag: "v1.1.0",
    commits: [
      {
        author: TOMASZ,
        date: "2026-04-02T18:22:00+02:00",
        message:
          "oracle: heartbeat, mean price of the pool, bounds\n\nThe spot price of the pool no longer counts. A feed that is silent for 20\nminutes or further than 5 % from the pool's mean has no price; liquidations\ngo on at the mean.\n\nFixes: F-2",
        paths: ["src/MeridianOracle.sol", "src/Interfaces.sol", "test/Oracle.t.sol"],
      },
      {
        author: TOMASZ,
        date: "2026-04-08T12:03:00+02:00",
        message:
          "vault: fixes after the audit\n\nH-01 virtual amounts on both sides of the share price\nH-02 write before paying, guard what moves value\nM-01 only the owner sets the fee recipient\nM-02 SafeERC20 throughout\n\nLoans and repayments are cast with a check. totalCollateral is counted, so\nthat the ETH held can be compared from outside. Pausing moved up to the\nother safety functions.\n\nFixes: F-1",
        paths: ["src/MeridianVault.sol", "test/Vault.t.sol", "script/Upgrade.s.sol"],
      },
      {
        author: LENA,
        date: "2026-04-08T16:44:00+02:00",
        message: "keeper: key from a file, reports without a shell, upkeep of the oracle\n\nThe old key is rotated.",
        paths: ["keeper/"],
      },
      {
        author: TOMASZ,
        date: "2026-04-09T10:30:00+02:00",
        message: "rewards: name the file like its contract, check signature and transfer",
        paths: ["src/Rewards.sol", "src/MeridianRewards.sol", "test/Rewards.t.sol"],
      },
      {
        author: PAOLO,
        date: "2026-04-10T11:15:00+02:00",
        message: "deploy: create and initialise in one transaction",
        paths: ["script/Deploy.s.sol", "test/harness/"],
      },
      {
        author: INES,
        date: "2026-04-14T17:05:00+02:00",
        message: "Release 1.1.0, with the Halcyon report",
        rest: true,
      },
    ],
  },
  {
    release: "v1.2.0",
    branch: "main",
    tag: "v1.2.0",
    commits: [
      {
        author: PAOLO,
        date: "2026-07-21T13:27:00+02:00",
        message: "governance: votes count at the start of the proposal",
        paths: ["src/MeridianToken.sol", "src/MeridianGovernor.sol", "test/Governance.t.sol"],
      },
      {
        author: TOMASZ,
        date: "2026-08-18T10:09:00+02:00",
        message: "rewards: typed claims with a nonce",
        paths: ["src/MeridianRewards.sol", "test/Rewards.t.sol"],
      },
      {
        author: TOMASZ,
        date: "2026-09-15T17:52:00+02:00",
        message:
          "vault: outflow cap, batch liquidation, withdrawals round up\n\nAt most 5 % of the cash leaves in a block. The guardian may lower the cap at\nonce. Closes L-03 of the audit.",
        paths: ["src/MeridianVault.sol", "test/Vault.t.sol", "script/"],
      },
      {
        author: TOMASZ,
        date: "2026-09-29T19:41:00+02:00",
        message:
          "oracle: restore fallback\n\nOn 12 September the market ran ahead of the feed by more than 5 % and price()\nreverted for two hours: nobody could take collateral out. The pool's price\ncounts again in that case, as it did in 1.0.",
        paths: ["src/MeridianOracle.sol", "test/Oracle.t.sol"],
      },
      {
        author: TOMASZ,
        date: "2026-10-06T16:20:00+02:00",
        message: "Release 1.2.0",
        rest: true,
      },
    ],
  },
  {
    release: "council",
    branch: "council",
    tag: "v1.3.0-rc1",
    commits: [
      {
        author: LENA,
        date: "2026-11-10T11:33:00+01:00",
        message:
          "vault: emergency council\n\nMay pause and close the outflow when the guardian's signers cannot be\nreached. Candidate for 1.3.0.",
        rest: true,
      },
    ],
  },
];
