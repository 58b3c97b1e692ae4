import type { AddAsset, SaveProfile } from "@redoubt/domain/profile";

/** What the demo's lead says of the vault. Lines of code and packages are left to what the revisions propose. */
export const DEMO_ANSWERS: SaveProfile["answers"] = Object.entries({
  custody: "users",
  reversible: "no",
  users: "100-10k",
  chains: ["Ethereum", "Base"],
  "source-public": "public",
  "front-end": "yes",
  bridges: "no",
  agents: "read",
  keys: "hardware",
  watch: "hours",
  "pause-minutes": 39,
  "last-audit": "Halcyon, March 2026, on v1.0.0: vault and oracle, not governor, timelock, rewards, script",
  proxies: ["uups"],
  roles: ["Vault owner", "Vault guardian", "Vault keeper", "Timelock admin", "Timelock governor", "Rewards signer"],
  oracles: ["ETH/USD feed", "mUSD pool"],
  "rule-gdpr": "no",
  "rule-mica": "unknown",
  "rule-sanctions": "yes",
  contact: "security@meridian.example",
  bounty: "public",
  "bounty-max": 50_000,
  "bounty-scope": ["MeridianVault", "MeridianOracle", "MeridianRewards"],
  "safe-harbor": "planned",
}).map(([question, value]) => ({ question, value }));

type Stated = Omit<AddAsset, "organization" | "project">;

const asset = (over: Pick<Stated, "name" | "kind"> & Partial<Stated>): Stated => ({
  ...{ exposure: "public", amount: null, currency: "USD", valueUsd: null, drainUsdPerMinute: null },
  ...{ liquidityUsd: null, contracts: [], deployedOn: "2026-02-17", sourceVerified: true, note: "" },
  ...over,
});

export const DEMO_ASSETS: readonly Stated[] = [
  asset({
    ...{ name: "Deposits", kind: "contract", amount: 1_000_000, currency: "mUSD", valueUsd: 1_000_000 },
    // 5 % of the cash in a block of twelve seconds.
    ...{ drainUsdPerMinute: 250_000, liquidityUsd: 2_000_000, contracts: ["MeridianVault"] },
    note: "From v1.2.0 on at most 5 % of the cash leaves in a block.",
  }),
  asset({
    ...{ name: "Collateral", kind: "contract", amount: 210, currency: "ETH", valueUsd: 420_000 },
    contracts: ["MeridianVault"],
  }),
  asset({
    ...{ name: "Rewards", kind: "contract", amount: 60_000, currency: "mUSD", valueUsd: 60_000 },
    contracts: ["MeridianRewards"],
  }),
  asset({ name: "Front end", kind: "frontend", sourceVerified: null }),
];
