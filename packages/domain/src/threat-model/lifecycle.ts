import { z } from "zod";

export const THREAT_STATES = [
  "proposed",
  "open",
  "in-treatment",
  "mitigated",
  "demonstrated",
  "acknowledged",
  "transferred",
  "avoided",
  "not-applicable",
  "regressed",
] as const;
export const ThreatState = z.enum(THREAT_STATES);
export type ThreatState = z.infer<typeof ThreatState>;

export const THREAT_COMMANDS = [
  "accept",
  "decline",
  "treat",
  "mitigate",
  "demonstrate",
  "acknowledge",
  "transfer",
  "avoid",
  "rule-out",
  "reopen",
  "regress",
  "lose-control",
  "expire",
  "undo",
] as const;
export const ThreatCommand = z.enum(THREAT_COMMANDS);
export type ThreatCommand = z.infer<typeof ThreatCommand>;

export const EVENT_ORIGINS = ["human", "import", "evidence", "incident", "system"] as const;
export const ThreatOrigin = z.enum(EVENT_ORIGINS);
export type ThreatOrigin = z.infer<typeof ThreatOrigin>;

/** Why a proposal is declined, or a threat ruled out. */
export const RULE_OUT_REASONS = ["does-not-apply", "already-covered", "out-of-scope", "misread"] as const;
export const RuleOutReason = z.enum(RULE_OUT_REASONS);
export type RuleOutReason = z.infer<typeof RuleOutReason>;

/** Facts that a command brings; which of them are needed is part of the table. */
export interface ThreatFacts {
  readonly by: ThreatOrigin;
  readonly reason?: RuleOutReason | undefined;
  readonly comment?: string | undefined;
  readonly ownerId?: string | undefined;
  readonly until?: Date | undefined;
  /** Controls in place that are not void. */
  readonly controls?: number;
  /** That evidence ran for what is there now, and has been seen to fail where the weakness was. */
  readonly evidence?: boolean;
  /** For undo: the state before the decision that is taken back. */
  readonly previous?: ThreatState | undefined;
}

/** What the machine reads of a threat. */
export interface ThreatStanding {
  readonly state: ThreatState;
  readonly until: Date | null;
}

type Need =
  | "reason"
  | "comment"
  | "owner"
  | "until"
  | "until-to-come"
  | "until-passed"
  | "control"
  | "no-control"
  | "evidence"
  | "previous";

export interface ThreatTransition {
  readonly command: ThreatCommand;
  readonly from: readonly ThreatState[];
  readonly to: ThreatState | "previous";
  readonly by: readonly ThreatOrigin[];
  readonly needs: readonly Need[];
}

const OPEN: readonly ThreatState[] = ["open", "in-treatment", "regressed"];
const SET_ASIDE: readonly ThreatState[] = ["acknowledged", "transferred", "avoided", "not-applicable"];

/** The one machine: what may happen to a threat, by whom, and what it needs. Nobody sets `demonstrated` by hand. */
export const THREAT_TRANSITIONS: readonly ThreatTransition[] = [
  { command: "accept", from: ["proposed"], to: "open", by: ["human", "import"], needs: [] },
  {
    command: "decline",
    from: ["proposed"],
    to: "not-applicable",
    by: ["human"],
    needs: ["reason", "until-to-come"],
  },
  { command: "treat", from: ["open", "regressed"], to: "in-treatment", by: ["human", "import"], needs: [] },
  { command: "mitigate", from: OPEN, to: "mitigated", by: ["human", "import"], needs: ["control"] },
  {
    command: "demonstrate",
    from: [...OPEN, "mitigated"],
    to: "demonstrated",
    by: ["evidence"],
    needs: ["evidence", "control"],
  },
  {
    command: "acknowledge",
    from: [...OPEN, "mitigated"],
    to: "acknowledged",
    by: ["human"],
    needs: ["owner", "comment", "until", "until-to-come"],
  },
  { command: "transfer", from: OPEN, to: "transferred", by: ["human", "import"], needs: ["comment"] },
  { command: "avoid", from: OPEN, to: "avoided", by: ["human", "import"], needs: ["comment"] },
  {
    command: "rule-out",
    from: [...OPEN, "mitigated"],
    to: "not-applicable",
    by: ["human", "import"],
    needs: ["reason", "comment"],
  },
  {
    command: "reopen",
    from: ["mitigated", "demonstrated", ...SET_ASIDE],
    to: "open",
    by: ["human", "incident"],
    needs: [],
  },
  {
    command: "regress",
    from: ["mitigated", "demonstrated"],
    to: "regressed",
    by: ["evidence", "incident"],
    needs: [],
  },
  // Its last control was taken away, retired or found void: nobody may go on believing in it.
  {
    command: "lose-control",
    from: ["mitigated", "demonstrated"],
    to: "open",
    by: ["system"],
    needs: ["no-control"],
  },
  { command: "expire", from: ["acknowledged"], to: "open", by: ["system"], needs: ["until-passed"] },
  { command: "expire", from: ["not-applicable"], to: "proposed", by: ["system"], needs: ["until-passed"] },
  { command: "undo", from: THREAT_STATES, to: "previous", by: ["human"], needs: ["previous"] },
];

export type ThreatRefusal =
  | { readonly problem: "not-from-here"; readonly from: ThreatState; readonly command: ThreatCommand }
  | { readonly problem: "not-by"; readonly by: ThreatOrigin; readonly command: ThreatCommand }
  | { readonly problem: "needs"; readonly need: Need; readonly command: ThreatCommand };

export type ThreatResult =
  | { readonly ok: true; readonly from: ThreatState; readonly to: ThreatState }
  | { readonly ok: false; readonly refusal: ThreatRefusal };

/** What a command would do to a threat at a time: pure, total, and the only judge of a state change. */
export function threatTransition(
  threat: ThreatStanding,
  command: ThreatCommand,
  facts: ThreatFacts,
  now: Date,
): ThreatResult {
  const row = THREAT_TRANSITIONS.find((each) => each.command === command && each.from.includes(threat.state));
  if (row === undefined) return refused({ problem: "not-from-here", from: threat.state, command });
  if (!row.by.includes(facts.by)) return refused({ problem: "not-by", by: facts.by, command });
  const missing = row.needs.find((need) => !MET[need](threat, facts, now));
  if (missing !== undefined) return refused({ problem: "needs", need: missing, command });
  const to = row.to === "previous" ? (facts.previous ?? threat.state) : row.to;
  return { ok: true, from: threat.state, to };
}

/** The commands that the state alone allows a person, for menus and keys; the facts are judged when they come. */
export function threatCommandsFor(state: ThreatState): ThreatCommand[] {
  return THREAT_TRANSITIONS.filter(
    (row) => row.by.includes("human") && row.command !== "undo" && row.from.includes(state),
  ).map((row) => row.command);
}

/** Open: somebody still owes an answer. */
export function isOpenThreat(state: ThreatState): boolean {
  return OPEN.includes(state);
}

function refused(refusal: ThreatRefusal): ThreatResult {
  return { ok: false, refusal };
}

// A file of another tool says "mitigated" without naming what does it: it is believed as a claim, and shown as one.
const MET: Readonly<Record<Need, (threat: ThreatStanding, facts: ThreatFacts, now: Date) => boolean>> = {
  reason: (_threat, facts) => facts.reason !== undefined,
  comment: (_threat, facts) => (facts.comment ?? "").trim() !== "",
  owner: (_threat, facts) => facts.ownerId !== undefined,
  until: (_threat, facts) => facts.until !== undefined,
  // A date is not always asked for; one that is named is not over yet.
  "until-to-come": (_threat, facts, now) => facts.until === undefined || facts.until > now,
  "until-passed": (threat, _facts, now) => threat.until !== null && threat.until <= now,
  control: (_threat, facts) => facts.by === "import" || (facts.controls ?? 0) > 0,
  "no-control": (_threat, facts) => (facts.controls ?? 0) === 0,
  evidence: (_threat, facts) => facts.evidence === true,
  previous: (_threat, facts) => facts.previous !== undefined && facts.previous !== "demonstrated",
};
