import type { DismissReason, EventOrigin, FindingState } from "./states.ts";
import { FINDING_STATES } from "./vocabulary.ts";

/** What can be done to a finding; each is one row of the machine. */
export const FINDING_COMMANDS = [
  "confirm",
  "affirm",
  "expire",
  "split",
  "start-fix",
  "claim-fix",
  "resolve",
  "confirm-fix",
  "not-observe",
  "dismiss",
  "acknowledge",
  "duplicate",
  "regress",
  "see-again",
  "release",
  "undo",
] as const;
export type FindingCommand = (typeof FINDING_COMMANDS)[number];

/** Facts that a command brings; which of them are needed is part of the table. */
export interface CommandFacts {
  readonly by: EventOrigin;
  readonly actorId?: string | null;
  readonly dismissReason?: DismissReason;
  /** Free text: the comment of a dismissal, the reason of an acknowledgement. */
  readonly comment?: string;
  readonly ownerId?: string;
  readonly until?: Date;
  readonly duplicateOfId?: string;
  /** True when the run or PoC gives closing evidence (see closing.ts). */
  readonly evidence?: boolean;
  /** False when no person, policy or code holds the finding where it is: only then an imported statement may decide. */
  readonly personDecided?: boolean;
  /** For undo and release: the state before the decision that is taken back, or that no longer holds. */
  readonly previous?: FindingState;
}

/** What the machine reads of a finding. */
export interface FindingFacts {
  readonly state: FindingState;
  /** Where not-observed goes back to. */
  readonly stateBefore: FindingState | null;
  readonly acknowledgedUntil: Date | null;
  readonly fixClaimedById: string | null;
  /** True when a scanner's runs can close it. */
  readonly hasLineage: boolean;
  readonly hasPoc: boolean;
}

type Need =
  | "dismiss-reason"
  | "comment"
  | "owner"
  | "until"
  | "until-passed"
  | "original"
  | "evidence"
  | "no-person"
  | "other-person"
  | "no-lineage-no-poc"
  | "previous"
  | "previous-workable";

export interface TransitionRow {
  readonly command: FindingCommand;
  readonly from: readonly FindingState[];
  readonly to: FindingState | "before" | "previous";
  readonly by: readonly EventOrigin[];
  readonly needs: readonly Need[];
}

// Every row that takes a confirmed finding also takes a regressed one.
const WORKABLE: readonly FindingState[] = ["new", "confirmed", "in-progress", "regressed"];
const OPEN: readonly FindingState[] = [...WORKABLE, "fix-claimed"];
const REOPENABLE: readonly FindingState[] = ["new", "acknowledged", "dismissed", "resolved", "not-observed"];

/** The one machine: what may happen to a finding, by whom, and what it needs. */
export const TRANSITIONS: readonly TransitionRow[] = [
  { command: "confirm", from: REOPENABLE, to: "confirmed", by: ["human"], needs: [] },
  // A document of others says that the weakness is real; it may take back only what such a document has dismissed.
  { command: "affirm", from: ["new", "dismissed"], to: "confirmed", by: ["import"], needs: ["no-person"] },
  { command: "expire", from: ["acknowledged"], to: "confirmed", by: ["system"], needs: ["until-passed"] },
  { command: "split", from: ["duplicate"], to: "confirmed", by: ["human"], needs: [] },
  {
    command: "start-fix",
    from: ["new", "confirmed", "regressed"],
    to: "in-progress",
    by: ["human", "commit"],
    needs: [],
  },
  {
    command: "claim-fix",
    from: WORKABLE,
    to: "fix-claimed",
    by: ["human", "commit", "import"],
    needs: ["no-person"],
  },
  { command: "resolve", from: OPEN, to: "resolved", by: ["import", "poc"], needs: ["evidence"] },
  {
    command: "confirm-fix",
    from: ["fix-claimed"],
    to: "resolved",
    by: ["human"],
    needs: ["other-person", "no-lineage-no-poc"],
  },
  { command: "not-observe", from: WORKABLE, to: "not-observed", by: ["import"], needs: [] },
  {
    command: "dismiss",
    from: WORKABLE,
    to: "dismissed",
    by: ["human", "policy", "in-code", "import"],
    needs: ["dismiss-reason", "comment", "no-person"],
  },
  {
    command: "acknowledge",
    from: WORKABLE,
    to: "acknowledged",
    by: ["human", "policy", "import"],
    needs: ["owner", "comment", "until", "no-person"],
  },
  { command: "duplicate", from: OPEN, to: "duplicate", by: ["human", "import"], needs: ["original"] },
  { command: "regress", from: ["resolved"], to: "regressed", by: ["import", "poc"], needs: [] },
  { command: "see-again", from: ["not-observed"], to: "before", by: ["import"], needs: [] },
  {
    command: "release",
    from: ["dismissed", "acknowledged"],
    to: "previous",
    by: ["policy", "in-code"],
    needs: ["previous-workable"],
  },
  { command: "undo", from: FINDING_STATES, to: "previous", by: ["human"], needs: ["previous"] },
];

export type Refusal =
  | { readonly problem: "not-from-here"; readonly from: FindingState; readonly command: FindingCommand }
  | { readonly problem: "not-by"; readonly by: EventOrigin; readonly command: FindingCommand }
  | { readonly problem: "needs"; readonly need: Need; readonly command: FindingCommand };

export type TransitionResult =
  | { readonly ok: true; readonly from: FindingState; readonly to: FindingState }
  | { readonly ok: false; readonly refusal: Refusal };

/** What a command would do to a finding at a time: pure, total, and the only judge of a state change. */
export function transition(
  finding: FindingFacts,
  command: FindingCommand,
  facts: CommandFacts,
  now: Date,
): TransitionResult {
  const row = TRANSITIONS.find((each) => each.command === command);
  if (row === undefined || !row.from.includes(finding.state)) {
    return refused({ problem: "not-from-here", from: finding.state, command });
  }
  if (!row.by.includes(facts.by)) return refused({ problem: "not-by", by: facts.by, command });
  const missing = row.needs.find((need) => !MET[need](finding, facts, now));
  if (missing !== undefined) return refused({ problem: "needs", need: missing, command });
  return { ok: true, from: finding.state, to: target(row, finding, facts) };
}

/** The commands that the state alone allows a person, for menus and keys; the facts are judged when they come. */
export function commandsFor(state: FindingState): FindingCommand[] {
  return TRANSITIONS.filter(
    (row) => row.by.includes("human") && row.command !== "undo" && row.from.includes(state),
  ).map((row) => row.command);
}

function refused(refusal: Refusal): TransitionResult {
  return { ok: false, refusal };
}

function target(row: TransitionRow, finding: FindingFacts, facts: CommandFacts): FindingState {
  if (row.to === "before") return finding.stateBefore ?? "new";
  if (row.to === "previous") return facts.previous ?? finding.state;
  return row.to;
}

const MET: Readonly<Record<Need, (finding: FindingFacts, facts: CommandFacts, now: Date) => boolean>> = {
  "dismiss-reason": (_finding, facts) => facts.dismissReason !== undefined,
  comment: (_finding, facts) => (facts.comment ?? "").trim() !== "",
  owner: (_finding, facts) => facts.ownerId !== undefined,
  until: (_finding, facts, now) => facts.until !== undefined && facts.until > now,
  "until-passed": (finding, _facts, now) => finding.acknowledgedUntil !== null && finding.acknowledgedUntil <= now,
  original: (_finding, facts) => facts.duplicateOfId !== undefined,
  evidence: (_finding, facts) => facts.evidence === true,
  "no-person": (_finding, facts) => facts.by !== "import" || facts.personDecided === false,
  "other-person": (finding, facts) =>
    facts.actorId !== undefined && facts.actorId !== null && facts.actorId !== finding.fixClaimedById,
  "no-lineage-no-poc": (finding) => !finding.hasLineage && !finding.hasPoc,
  previous: (_finding, facts) => facts.previous !== undefined,
  "previous-workable": (_finding, { previous }) => previous !== undefined && WORKABLE.includes(previous),
};
