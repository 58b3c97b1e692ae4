import type { ElementKind } from "./kinds.ts";

/** A fact about an element or flow that generators ask for. Other keys are allowed and kept. */
export interface KnownAttribute {
  readonly key: string;
  readonly label: string;
  readonly type: "yes-no" | "number" | "text";
  /** Of which elements; "flow" for flows. */
  readonly on: readonly (ElementKind | "flow")[];
}

const CODE: readonly ElementKind[] = ["contract", "proxy", "oracle", "governance", "bridge"];
const HOSTS: readonly ElementKind[] = ["service", "frontend", "node", "pipeline", "agent", "data-store"];

/** The vocabulary of the built-in generators; keys are kept for ever once they were released. */
export const KNOWN_ATTRIBUTES: readonly KnownAttribute[] = [
  { key: "holds-funds", label: "Holds funds", type: "yes-no", on: [...CODE, "multisig", "key", "service"] },
  { key: "upgradeable", label: "Can be upgraded", type: "yes-no", on: CODE },
  { key: "initializer", label: "Is initialised by a call", type: "yes-no", on: CODE },
  { key: "atomic-init", label: "Deployed and initialised at once", type: "yes-no", on: ["proxy", "contract"] },
  { key: "verified-source", label: "Source is published", type: "yes-no", on: CODE },
  { key: "sends-value", label: "Calls others with value", type: "yes-no", on: CODE },
  { key: "external-calls", label: "Calls other contracts", type: "yes-no", on: CODE },
  { key: "arbitrary-call", label: "Calls a target that the caller names", type: "yes-no", on: CODE },
  { key: "delegatecall", label: "Uses delegatecall", type: "yes-no", on: CODE },
  { key: "token-hooks", label: "Receives hooks or callbacks", type: "yes-no", on: CODE },
  { key: "reentrancy-guard", label: "Has a reentrancy guard", type: "yes-no", on: CODE },
  { key: "privileged-functions", label: "Has functions for few", type: "yes-no", on: CODE },
  { key: "open-setters", label: "Has setters that anyone may call", type: "yes-no", on: CODE },
  { key: "pausable", label: "Can be paused", type: "yes-no", on: CODE },
  { key: "shares", label: "Counts shares of a pool", type: "yes-no", on: CODE },
  { key: "division", label: "Divides amounts", type: "yes-no", on: CODE },
  { key: "unchecked-math", label: "Has unchecked or narrowing arithmetic", type: "yes-no", on: CODE },
  { key: "lending", label: "Lends against collateral", type: "yes-no", on: CODE },
  { key: "liquidation", label: "Liquidates positions", type: "yes-no", on: CODE },
  { key: "swaps", label: "Trades at a market price", type: "yes-no", on: CODE },
  { key: "signatures", label: "Accepts signatures", type: "yes-no", on: CODE },
  { key: "account-validation", label: "Validates account operations (4337, 7702)", type: "yes-no", on: CODE },
  { key: "loops", label: "Loops over what users bring", type: "yes-no", on: CODE },
  { key: "block-values", label: "Decides by block or time values", type: "yes-no", on: CODE },
  { key: "randomness", label: "Draws randomness on chain", type: "yes-no", on: CODE },
  { key: "free-parameters", label: "Takes amounts and addresses unbounded", type: "yes-no", on: CODE },
  { key: "unaudited", label: "Was never audited", type: "yes-no", on: CODE },
  { key: "old", label: "Older code that still holds funds or approvals", type: "yes-no", on: CODE },
  { key: "ai-written", label: "Written in good part by a model", type: "yes-no", on: [...CODE, ...HOSTS] },
  { key: "spot-price", label: "Reads a pool's price", type: "yes-no", on: ["oracle", "contract"] },
  { key: "average-price", label: "Averages over time", type: "yes-no", on: ["oracle", "contract"] },
  { key: "external-feed", label: "Reads a price feed", type: "yes-no", on: ["oracle", "contract"] },
  { key: "checks-age", label: "Refuses an old answer", type: "yes-no", on: ["oracle", "contract"] },
  { key: "admin-written", label: "Written by one account", type: "yes-no", on: ["oracle"] },
  { key: "votes", label: "Counts votes", type: "yes-no", on: ["governance", "contract"] },
  { key: "vote-snapshot", label: "Counts votes at an earlier block", type: "yes-no", on: ["governance"] },
  { key: "timelock-hours", label: "Delay in hours", type: "number", on: ["governance"] },
  { key: "changeable-delay", label: "Delay can be changed", type: "yes-no", on: ["governance"] },
  { key: "threshold", label: "Keys that must sign", type: "number", on: ["multisig", "key"] },
  { key: "signers", label: "Keys in all", type: "number", on: ["multisig"] },
  { key: "verifiers", label: "Independent verifiers", type: "number", on: ["bridge"] },
  { key: "holds-keys", label: "Holds keys or credentials", type: "yes-no", on: [...HOSTS, "key"] },
  { key: "signs-transactions", label: "Signs transactions", type: "yes-no", on: [...HOSTS, "multisig", "key"] },
  { key: "public", label: "Reachable from the internet", type: "yes-no", on: [...HOSTS] },
  { key: "third-party-code", label: "Runs packages of others", type: "yes-no", on: [...HOSTS] },
  { key: "reads-chain-text", label: "Reads texts from the chain or from strangers", type: "yes-no", on: HOSTS },
  { key: "runs-commands", label: "Runs commands or tools", type: "yes-no", on: ["service", "pipeline", "agent"] },
  { key: "monitors", label: "Watches and alerts", type: "yes-no", on: ["service", "agent"] },
  { key: "intake", label: "Takes reports from strangers", type: "yes-no", on: ["service", "agent"] },
  { key: "providers", label: "Providers in all", type: "number", on: ["node"] },
  {
    key: "can-move-funds",
    label: "Can move funds",
    type: "yes-no",
    on: ["actor", "multisig", "key", "service", "governance"],
  },
  { key: "nsloc", label: "Lines of code", type: "number", on: CODE },
  { key: "carries-value", label: "Carries value", type: "yes-no", on: ["flow"] },
  { key: "carries-price", label: "Carries a price", type: "yes-no", on: ["flow"] },
  { key: "privileged", label: "Only for few", type: "yes-no", on: ["flow"] },
  { key: "delegates", label: "By delegatecall", type: "yes-no", on: ["flow"] },
  { key: "message", label: "Carries messages between chains", type: "yes-no", on: ["flow"] },
  { key: "encrypted", label: "Encrypted", type: "yes-no", on: ["flow"] },
  { key: "public-network", label: "Over a public network", type: "yes-no", on: ["flow"] },
  { key: "protocol", label: "Protocol", type: "text", on: ["flow"] },
];

/** The known attributes that an element kind, or a flow, may have. */
export function attributesOf(on: ElementKind | "flow"): readonly KnownAttribute[] {
  return KNOWN_ATTRIBUTES.filter((attribute) => attribute.on.includes(on));
}
