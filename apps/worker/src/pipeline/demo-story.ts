/** The steps of the demo's history in order: each revision is asked for when the one before it has settled. */
export const DEMO_STEPS = ["v1.0.0", "v1.1.0", "v1.2.0", "council"] as const;
export type DemoStep = (typeof DEMO_STEPS)[number];

/** Who acts in the story. */
export type DemoPersona = "lead" | "developer";

/** A decision on every finding that is one planted weakness, taken once the step before it has settled. */
export interface StoryDecision {
  readonly after: DemoStep;
  readonly weakness: string;
  readonly by: DemoPersona;
  readonly take:
    | { readonly kind: "confirm"; readonly comment: string }
    | { readonly kind: "start-fix"; readonly comment: string }
    | { readonly kind: "acknowledge"; readonly reason: string; readonly days: number }
    | { readonly kind: "comment"; readonly comment: string };
  /** Also gives the finding to the developer. */
  readonly assign?: boolean;
}

/** What a person says of noise: findings of a detector, at a place, that are dismissed with a reason. */
export interface StoryDismissal {
  readonly id: string;
  readonly detector: RegExp;
  readonly path: RegExp;
  readonly callable?: RegExp;
  readonly reason: "false-positive" | "by-design" | "not-exploitable" | "test-code";
  readonly comment: string;
}

export const STORY_DECISIONS: readonly StoryDecision[] = [
  {
    after: "v1.0.0",
    weakness: "W1",
    by: "lead",
    take: { kind: "confirm", comment: "Same as H-01 of the Halcyon report." },
    assign: true,
  },
  {
    after: "v1.0.0",
    weakness: "W2",
    by: "lead",
    take: { kind: "confirm", comment: "The exploit empties the vault in one transaction." },
    assign: true,
  },
  {
    after: "v1.0.0",
    weakness: "W3",
    by: "lead",
    take: { kind: "confirm", comment: "The age of the answer is never read." },
    assign: true,
  },
  {
    after: "v1.0.0",
    weakness: "W4",
    by: "lead",
    take: { kind: "confirm", comment: "H-02. Store before the call." },
    assign: true,
  },
  {
    after: "v1.0.0",
    weakness: "W5",
    by: "lead",
    take: { kind: "confirm", comment: "M-01. Needs the owner check." },
    assign: true,
  },
  {
    after: "v1.0.0",
    weakness: "W6",
    by: "lead",
    take: { kind: "confirm", comment: "Initialise in the constructor of the proxy." },
    assign: true,
  },
  {
    after: "v1.0.0",
    weakness: "W7",
    by: "lead",
    take: { kind: "confirm", comment: "Weight must come from a checkpoint." },
  },
  {
    after: "v1.0.0",
    weakness: "W9",
    by: "lead",
    take: { kind: "confirm", comment: "The digest names neither chain nor contract." },
  },
  {
    after: "v1.0.0",
    weakness: "W10",
    by: "developer",
    take: { kind: "start-fix", comment: "Refuse the zero address." },
  },
  {
    after: "v1.0.0",
    weakness: "W11",
    by: "lead",
    take: {
      kind: "comment",
      comment: "L-03 of the report acknowledges this as dust. The exploit repeats it fifty times for free: kept open.",
    },
  },
  {
    after: "v1.0.0",
    weakness: "W13",
    by: "lead",
    take: { kind: "confirm", comment: "M-02. One wrapper for all token moves." },
  },
  {
    after: "v1.0.0",
    weakness: "W15",
    by: "lead",
    take: { kind: "confirm", comment: "Bad debt that nobody can clear. No owner yet." },
  },
  {
    after: "v1.0.0",
    weakness: "W16",
    by: "lead",
    take: { kind: "confirm", comment: "Rotate first, then remove it." },
    assign: true,
  },
  {
    after: "v1.0.0",
    weakness: "W17",
    by: "lead",
    take: { kind: "confirm", comment: "Names come from the chain: no shell." },
    assign: true,
  },
  {
    after: "v1.1.0",
    weakness: "W14",
    by: "developer",
    take: { kind: "start-fix", comment: "Multiply first; waits for the new interest model." },
    assign: true,
  },
  {
    after: "v1.1.0",
    weakness: "W8",
    by: "lead",
    take: {
      kind: "acknowledge",
      reason: "Until the hand-over the team Safe administers the timelock. Compensated by watching setDelay.",
      days: 90,
    },
  },
];

export const STORY_DISMISSALS: readonly StoryDismissal[] = [
  {
    id: "N1",
    detector: /tx-?origin/i,
    path: /^src\//,
    reason: "by-design",
    comment: "N1: the modifier keeps contracts out of this entry on purpose; nothing is authorised by it.",
  },
  {
    id: "N2",
    detector: /block-?timestamp|not-rely-on-time/i,
    path: /MeridianTimelock\.sol$/,
    reason: "not-exploitable",
    comment: "N2: a delay of 48 hours does not care for the seconds that a proposer can move.",
  },
  {
    id: "N3",
    detector: /unsafe-typecast/i,
    path: /Meridian(Governor|Token|Rewards)\.sol$|Rewards\.sol$/,
    reason: "false-positive",
    comment: "N3: block numbers and remaining allotments fit their types.",
  },
  {
    id: "N4",
    detector: /avoid-low-level-calls/i,
    path: /^src\//,
    reason: "false-positive",
    comment: "N4: the result of the call is checked in the next line.",
  },
  {
    id: "N5",
    detector: /secret|private-key/i,
    path: /^keeper\/test\//,
    reason: "test-code",
    comment: "N5: the well-known first key of local development chains.",
  },
];

/** What the lead states of powers that the code shows: what they reach, and who would notice their use. */
export const STORY_ACCESS = [
  {
    ...{ kind: "move-money", subject: "MeridianVault", moneyUsd: 4000, noticedBy: "the team, by the fees of a day" },
    note: "Takes fees to the recipient that the owner named.",
  },
  {
    ...{ kind: "upgrade", subject: "MeridianVault", moneyUsd: null, noticedBy: "the team, when it is queued" },
    note: "",
  },
  { kind: "sign", subject: "MeridianRewards", moneyUsd: null, noticedBy: "", note: "" },
  { kind: "stop", subject: "MeridianVault", moneyUsd: null, noticedBy: "everyone", note: "Meant to be fast." },
] as const;
