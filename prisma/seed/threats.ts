import type { ControlKind, ControlState } from "@redoubt/domain/threat-model";

interface DemoControl {
  readonly name: string;
  readonly kind?: ControlKind;
  readonly state?: ControlState;
  readonly description?: string;
  readonly reliesOn?: readonly string[];
}

/** One threat of the demo; `move` is what the lead decided, null while it is open. */
export interface DemoThreat {
  readonly statement: string;
  readonly catalogue: string | null;
  readonly stride: string;
  readonly on: readonly string[];
  /** 1 to 5, as it is now. */
  readonly likelihood: number;
  readonly impact: number;
  readonly controls: readonly DemoControl[];
  readonly move: "mitigate" | "treat" | "acknowledge" | null;
  readonly comment?: string;
}

/** T-1 to T-13 at v1.2.0. What only evidence may say stands as a claim until evidence is joined. */
export const DEMO_THREATS: readonly DemoThreat[] = [
  {
    statement: "A first depositor donates to the vault, so that later deposits round down to no shares",
    ...{ catalogue: "TH-10", stride: "T", on: ["vault"], likelihood: 1, impact: 4, move: "mitigate" },
    controls: [{ name: "Virtual offset on shares" }, { name: "Seed deposit at deployment" }],
  },
  {
    statement: "A borrower re-enters the vault from a token or ether callback and withdraws twice",
    ...{ catalogue: "TH-04", stride: "TE", on: ["vault", "proxy"], likelihood: 1, impact: 5, move: "mitigate" },
    controls: [{ name: "Checks before effects before calls" }, { name: "Reentrancy guard on every entrance" }],
  },
  {
    statement: "An attacker moves the pool's price inside one transaction and borrows against it",
    ...{ catalogue: "TH-01", stride: "T", on: ["oracle", "vault", "pool"], likelihood: 4, impact: 5, move: "treat" },
    controls: [
      { name: "Mean price and bounds", state: "retired", description: "It went in v1.2.0." },
      { name: "Outflow cap, 5 % of the cash a block", description: "Bounds what one block can lose." },
    ],
  },
  {
    statement: "The feed goes silent and the vault goes on trading at its last price",
    ...{ catalogue: "TH-02", stride: "TD", on: ["oracle", "feed"], likelihood: 2, impact: 4, move: "mitigate" },
    controls: [
      { name: "Heartbeat check, one hour" },
      { name: "Rule R-12: feed age", kind: "detective", state: "planned" },
    ],
  },
  {
    statement: "Two signers upgrade the vault to hostile code after setting the timelock's delay to nothing",
    ...{ catalogue: "TH-15", stride: "TE", on: ["timelock", "proxy", "team-safe"], likelihood: 3, impact: 5 },
    ...{
      move: "acknowledge",
      comment: "The same three people sign and guard. A second set of signers is being found.",
    },
    controls: [
      {
        name: "Timelock, 48 hours",
        description: "It rests on the same three signers who could lower it: it holds up outsiders, not them.",
      },
    ],
  },
  {
    statement: "A signer approves what the device does not show and hands the Safe over",
    ...{ catalogue: "TH-21", stride: "ST", on: ["team-safe", "guardian"], likelihood: 3, impact: 5, move: "mitigate" },
    controls: [
      { name: "Two of three must sign" },
      { name: "What is signed is decoded on a second device", kind: "detective" },
    ],
  },
  {
    statement: "Borrowed votes pass a proposal in the block in which they were borrowed",
    ...{ catalogue: "TH-19", stride: "E", on: ["governor", "timelock"], likelihood: 1, impact: 5, move: "mitigate" },
    controls: [{ name: "Votes are counted at an earlier checkpoint" }],
  },
  {
    statement: "A claim for rewards is forged or used twice",
    ...{ catalogue: "TH-16", stride: "S", on: ["rewards"], likelihood: 2, impact: 3, move: "mitigate" },
    controls: [{ name: "Typed signature with a nonce and an expiry (EIP-712)" }],
  },
  {
    statement: "Rounding in the user's favour is repeated until it pays",
    ...{ catalogue: "TH-09", stride: "T", on: ["vault"], likelihood: 1, impact: 3, move: "mitigate" },
    controls: [{ name: "Rounds against the caller, up" }],
  },
  {
    statement: "Bad debt cannot be written off: the last lenders carry what others lost",
    ...{ catalogue: "TH-11", stride: "D", on: ["vault", "liquidator"], likelihood: 3, impact: 4, move: null },
    controls: [],
  },
  {
    statement: "The keeper's host is taken over and its key harvests at the attacker's moment",
    ...{ catalogue: "TH-26", stride: "SE", on: ["keeper"], likelihood: 2, impact: 2, move: "mitigate" },
    controls: [
      { name: "Key rotation every 90 days", kind: "responsive" },
      { name: "The host attests what it runs", kind: "detective" },
    ],
  },
  {
    statement: "The RPC lies or is away while somebody must act",
    ...{ catalogue: "TH-27", stride: "TD", on: ["rpc", "front-end"], likelihood: 2, impact: 3, move: "mitigate" },
    controls: [{ name: "Two providers, answers compared", kind: "detective" }],
  },
  {
    statement: "An attacker reads the helper whose source was never published",
    ...{ catalogue: "TH-31", stride: "I", on: ["vault"], likelihood: 4, impact: 3, move: null },
    controls: [
      {
        name: "The helper's source is not published",
        description: "Attackers will not read an unverified helper.",
        reliesOn: ["CAP-01", "CAP-02"],
      },
    ],
  },
];
