import type { FindingCommand } from "../lifecycle.ts";
import type { Severity } from "../normalized.ts";
import type { DecisionOrigin } from "../standing.ts";
import type { DismissReason, FindingState } from "../states.ts";
import { isOpen } from "../vocabulary.ts";
import type { PastState } from "./document.ts";
import type { PastFate } from "./schema.ts";

/** What a document says of one finding, with people's corrections. */
export interface PastClaim {
  readonly severity: Severity;
  readonly state: PastState | null;
  readonly stateWords: string | null;
  readonly fix: string | null;
  /** Until when it is lived with, `YYYY-MM-DD`. */
  readonly until: string | null;
  readonly leftOut: boolean;
}

/** A finding that is there, as the claim meets it. */
export interface PastKnown {
  readonly number: number;
  readonly state: FindingState;
  readonly severity: Severity;
  readonly decisionOrigin: DecisionOrigin | null;
  /** Its newest move is a person's. */
  readonly movedByPerson: boolean;
  readonly proposed: boolean;
}

/** What the one who imports may, and what holds here. */
export interface PastRules {
  readonly now: Date;
  /** The end of acknowledgements whose end the document does not say; null while nobody has said it. */
  readonly until: Date | null;
  readonly may: (command: "acknowledge" | "dismiss", severity: Severity) => boolean;
  readonly needsSecond: (command: "acknowledge" | "dismiss", severity: Severity) => boolean;
}

/** The decision that an import takes, beside what people read of it. */
export interface PastDecision extends PastFate {
  readonly command: Extract<FindingCommand, "resolve" | "claim-fix" | "acknowledge" | "dismiss" | "affirm"> | null;
  readonly reason: DismissReason | null;
  readonly until: Date | null;
}

const LEFT: PastDecision = {
  ...{ deed: "leave", state: null, proposed: false, conflict: null, words: "left out" },
  ...{ command: null, reason: null, until: null },
};

/** What becomes of a finding of a document that is none of those there. Pure: preview and import ask the same. */
export function fateOfNew(claim: PastClaim, rules: PastRules): PastDecision {
  if (claim.leftOut)
    return { ...LEFT, words: claim.state === "duplicate" ? "left out: it repeats another" : LEFT.words };
  const created = { ...LEFT, deed: "create", state: "new" } as const;
  switch (claim.state) {
    case "fixed":
      return {
        ...created,
        state: "resolved",
        command: "resolve",
        words: `a resolved finding, by the document's claim${fixWords(claim)}`,
      };
    case "partially-fixed":
      return {
        ...created,
        state: "confirmed",
        command: "affirm",
        words: `a confirmed finding: fixed in part${fixWords(claim)}`,
      };
    case "acknowledged":
    case "false-positive":
    case "out-of-scope":
      return setAside(claim, created, rules);
    case "disputed":
      return { ...created, words: "an open finding: the document says that it is disputed" };
    default:
      return { ...created, words: "an open finding" };
  }
}

/** What becomes of a finding that is there when a document says something of it: people's decisions stay. */
export function fateOfKnown(claim: PastClaim, known: PastKnown, rules: PastRules): PastDecision {
  if (claim.leftOut) return LEFT;
  const label = `F-${known.number}`;
  const joined: PastDecision = {
    ...LEFT,
    deed: "join",
    state: known.state,
    words: `${label} gets its number and history`,
  };
  const wanted = wantedOf(claim.state);
  if (wanted === null || agrees(claim.state, known.state)) {
    const differs = wanted === null && !isOpen(known.state) && claim.state !== null;
    return differs ? { ...joined, conflict: `${said(claim)}; ${label} is ${known.state} here and stays so` } : joined;
  }
  const holder = known.movedByPerson ? "a person has decided it" : heldBy(known.decisionOrigin);
  if (holder !== null) return { ...joined, conflict: `${said(claim)}; ${label} stays ${known.state}: ${holder}` };
  if (!["new", "confirmed", "in-progress", "regressed"].includes(known.state)) {
    return { ...joined, conflict: `${said(claim)}; ${label} stays ${known.state}` };
  }
  if (wanted === "claim-fix") {
    return {
      ...joined,
      state: "fix-claimed",
      command: "claim-fix",
      words: `${label} becomes fix claimed${fixWords(claim)}`,
    };
  }
  if (known.proposed) return { ...joined, conflict: `${said(claim)}; a proposal waits on ${label} already` };
  return setAside({ ...claim, severity: known.severity }, joined, rules, label);
}

/** Sets a finding aside as the document says: one of its own, or the one of that label. */
function setAside(claim: PastClaim, frame: PastDecision, rules: PastRules, label: string | null = null): PastDecision {
  const command = claim.state === "acknowledged" ? "acknowledge" : "dismiss";
  const { severity } = claim;
  const base = label === null ? "an open finding" : frame.words;
  if (!rules.may(command, severity)) {
    return { ...frame, conflict: `${said(claim)}; your role may not ${command} it`, words: base };
  }
  const until = command === "acknowledge" ? endOf(claim, rules) : null;
  if (until !== null && until <= rules.now) {
    return { ...frame, conflict: `${said(claim)} until ${claim.until ?? "a day"}, which is over`, words: base };
  }
  const reason =
    claim.state === "false-positive" ? "false-positive" : claim.state === "out-of-scope" ? "wont-fix" : null;
  const decided = { ...frame, command, reason, until } as const;
  const end = claim.until === null ? "" : ` until ${claim.until}`;
  const as = reason === "wont-fix" ? "won't fix (out of scope)" : "false positive";
  const deed = command === "acknowledge" ? `acknowledged${end}` : `dismissed as ${as}`;
  if (rules.needsSecond(command, severity)) {
    const subject = label === null ? "an open finding" : `${label} stays ${frame.state}`;
    return { ...decided, proposed: true, words: `${subject}, proposed to be ${deed}: a second person confirms` };
  }
  const state = command === "acknowledge" ? "acknowledged" : "dismissed";
  const own = command === "acknowledge" ? `an acknowledged finding${end}` : `a finding ${deed}`;
  return { ...decided, state, words: label === null ? own : `${label} becomes ${deed}` };
}

/** The last moment of a day, so that "until" holds on it. */
function endOf({ until }: PastClaim, rules: PastRules): Date | null {
  return until === null ? rules.until : new Date(`${until}T23:59:59.999Z`);
}

function wantedOf(state: PastState | null): "claim-fix" | "aside" | null {
  if (state === "fixed") return "claim-fix";
  return state === "acknowledged" || state === "false-positive" || state === "out-of-scope" ? "aside" : null;
}

function agrees(claimed: PastState | null, state: FindingState): boolean {
  if (claimed === "fixed") return state === "resolved" || state === "fix-claimed";
  if (claimed === "acknowledged") return state === "acknowledged";
  return (claimed === "false-positive" || claimed === "out-of-scope") && state === "dismissed";
}

const HELD: Readonly<Record<DecisionOrigin, string>> = {
  human: "a person has decided it",
  policy: "a policy has decided it",
  "in-code": "the code itself says so",
  tool: "the tool's own configuration says so",
  import: "another document has decided it",
};

function heldBy(origin: DecisionOrigin | null): string | null {
  return origin === null ? null : HELD[origin];
}

const SAID: Readonly<Record<PastState, string>> = {
  open: "open",
  fixed: "fixed",
  "partially-fixed": "fixed in part",
  acknowledged: "acknowledged",
  disputed: "disputed",
  "false-positive": "a false positive",
  "out-of-scope": "out of scope",
  duplicate: "a duplicate",
};

function said({ state }: PastClaim): string {
  return `the document says ${state === null ? "nothing" : SAID[state]}`;
}

function fixWords({ fix }: PastClaim): string {
  if (fix === null) return "";
  return /^[0-9a-f]{7,40}$/.test(fix) ? ` (commit ${fix.slice(0, 12)})` : ` (${fix})`;
}
