import { z } from "zod";
import { ProjectScope, typedId } from "../shared/index.ts";
import { FindingBranch, OnBranch } from "./branches.ts";
import { FINDING_COMMANDS } from "./lifecycle.ts";
import { Match } from "./match.ts";
import { Confidence, FingerprintValue, FlowStep, Severity, WeaknessClasses } from "./normalized.ts";
import { Proposal, ProposalCommand } from "./proposal.ts";
import { RubricChoice } from "./rubric.ts";
import { DecisionOrigin } from "./standing.ts";
import { DismissReason, EventOrigin, FindingState } from "./states.ts";

export const FINDING_ORIGINS = ["scanner", "manual", "import", "poc", "report"] as const;
export const FindingOrigin = z.enum(FINDING_ORIGINS);
export type FindingOrigin = z.infer<typeof FindingOrigin>;

/** A member as lists name them. */
export const Person = z.object({ id: z.string(), name: z.string() });
export type Person = z.infer<typeof Person>;

/** One row of a list. `rowVersion` goes back with each decision, so that a stale one is refused. */
export const FindingSummary = z.object({
  id: z.string(),
  number: z.int(),
  title: z.string(),
  severity: Severity,
  confidence: Confidence,
  state: FindingState,
  reason: DismissReason.nullable(),
  /** Who or what set it aside; null while nothing has. */
  decidedBy: DecisionOrigin.nullable(),
  origin: FindingOrigin,
  /** Its number in the document of the past that names it, such as `H-01`. */
  reportKey: z.string().nullable(),
  scanner: z.string().nullable(),
  /** Other scanners that report it too. */
  alsoBy: z.array(z.string()),
  detector: z.string().nullable(),
  path: z.string().nullable(),
  startLine: z.int().nullable(),
  container: z.string().nullable(),
  callable: z.string().nullable(),
  tags: z.array(z.string()),
  dependency: z.boolean(),
  restricted: z.boolean(),
  backlog: z.boolean(),
  /** Only other branches than the default one have shown it. */
  branchOnly: z.boolean(),
  /** What was decided for the branch that a list is narrowed to; null where the shared state holds, and elsewhere. */
  onBranch: OnBranch.nullable(),
  assignee: Person.nullable(),
  dueAt: z.date().nullable(),
  acknowledgedUntil: z.date().nullable(),
  duplicateOf: z.int().nullable(),
  /** What waits for a second person. */
  proposed: ProposalCommand.nullable(),
  /** Until when the reader has put it off; lists of one's own alone know it. */
  snoozedUntil: z.date().nullable(),
  project: z.object({ slug: z.string(), name: z.string() }),
  firstSeenAt: z.date(),
  updatedAt: z.date(),
  rowVersion: z.int(),
});
export type FindingSummary = z.infer<typeof FindingSummary>;

/** Where and when a finding was seen; on screen "seen in 3 places". Lines are 1-based and inclusive. */
export const Occurrence = z.object({
  id: z.string(),
  revision: z
    .object({
      number: z.int(),
      commit: z.string().nullable(),
      treeHash: z.string().nullable(),
      label: z.string().nullable(),
    })
    .nullable(),
  ref: z.string(),
  path: z.string().nullable(),
  startLine: z.int().nullable(),
  endLine: z.int().nullable(),
  container: z.string().nullable(),
  callable: z.string().nullable(),
  scanner: z.string(),
  detector: z.string(),
  flow: z.array(FlowStep),
  /** Seen by the newest succeeded scan of its lineage. */
  present: z.boolean(),
  match: Match,
  scan: z.int().nullable(),
  firstSeenAt: z.date(),
  /** Date of the newest scan that saw it here. */
  lastSeenAt: z.date(),
});
export type Occurrence = z.infer<typeof Occurrence>;

export const EVENT_KINDS = [
  "transition",
  "comment",
  "assign",
  "severity",
  "moved",
  "undo",
  "poc",
  "backlog",
  "proposal",
  "restricted",
  "grant",
  "commit",
  "issue",
  "attributed",
  "split",
  "apart",
  "branch",
] as const;
export const EventKind = z.enum(EVENT_KINDS);
export type EventKind = z.infer<typeof EventKind>;

/** One line of the history; append-only. `from` and `to` are states, severities or names, by `kind`. */
export const FindingEvent = z.object({
  id: z.string(),
  at: z.date(),
  kind: EventKind,
  origin: EventOrigin,
  actor: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  reason: z.string().nullable(),
  /** Markdown as typed; screens render it sanitized. */
  comment: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  undone: z.boolean(),
});
export type FindingEvent = z.infer<typeof FindingEvent>;

export const FindingLink = z.object({ number: z.int(), title: z.string(), state: FindingState });
export type FindingLink = z.infer<typeof FindingLink>;

/** A finding that may be the same as another, and why. */
export const SuggestedLink = FindingLink.extend({ why: z.string() });
export type SuggestedLink = z.infer<typeof SuggestedLink>;

/** What another scanner says of the finding, and why it is the same. */
export const Attribution = z.object({
  scanner: z.string(),
  detector: z.string(),
  title: z.string(),
  severity: Severity,
  why: z.string(),
  at: z.date(),
});
export type Attribution = z.infer<typeof Attribution>;

/** Everything that one finding's page shows. */
export const FindingDetail = FindingSummary.extend({
  description: z.string(),
  advice: z.string().nullable(),
  classes: WeaknessClasses,
  package: z.string().nullable(),
  advisories: z.array(z.string()),
  /** The document of the past that names it, and its number there. */
  report: z
    .object({
      key: z.string().nullable(),
      past: z.int(),
      name: z.string(),
      firm: z.string().nullable(),
      date: z.string().nullable(),
    })
    .nullable(),
  fixClaimedBy: z.string().nullable(),
  recordedBy: z.string().nullable(),
  lastSeenAt: z.date(),
  occurrences: z.array(Occurrence),
  /** Where it was seen, branch by branch, the default one first. */
  branches: z.array(FindingBranch),
  history: z.array(FindingEvent),
  fingerprints: z.array(FingerprintValue.extend({ scanner: z.string() })),
  duplicates: z.array(FindingLink),
  /** Scanners that report it beside the one that brought it in. */
  attributions: z.array(Attribution),
  /** Findings that it may be as well: a person says. */
  suggestions: z.array(SuggestedLink),
  /** The decision that waits for a second person. */
  proposal: Proposal.nullable(),
  /** Who sees it beside those who see all restricted findings; null for those who may not change it. */
  access: z.array(Person).nullable(),
  /** What a person's severity rests on. */
  rubric: RubricChoice.nullable(),
  cvss: z.object({ vector: z.string(), score: z.number() }).nullable(),
  /** The policy whose decision it is. */
  policy: z.string().nullable(),
  /** The issue that someone made of it in the team's tracker; an https address. */
  issueUrl: z.string().nullable(),
  /** What the reader may decide now. */
  commands: z.array(z.enum(FINDING_COMMANDS)),
  /** The state that an undo of the reader's own last decision would restore. */
  undoTo: FindingState.nullable(),
  previous: z.int().nullable(),
  next: z.int().nullable(),
});
export type FindingDetail = z.infer<typeof FindingDetail>;

export const ScoreCvss = ProjectScope.extend({ vector: z.string().max(300) });
export type ScoreCvss = z.infer<typeof ScoreCvss>;

const FindingNumber = z.int().positive();
const RowVersion = z.int().positive();

/** Comments and reasons in Markdown, 10,000 characters at most, stored as they were typed. */
export const Comment = z.string().trim().min(1).max(10_000);
const Reason = z.string().trim().min(1).max(2000);

/** What a person decides; `confirm` also reopens, `split` undoes a merge. */
export const Decision = z.discriminatedUnion("command", [
  z.strictObject({
    command: z.enum(["confirm", "start-fix", "claim-fix", "confirm-fix", "split"]),
    comment: Comment.optional(),
  }),
  z.strictObject({ command: z.literal("dismiss"), reason: DismissReason, comment: Comment }),
  z.strictObject({
    command: z.literal("acknowledge"),
    reason: Reason,
    owner: typedId("member"),
    until: z.coerce.date(),
  }),
  z.strictObject({ command: z.literal("duplicate"), of: FindingNumber, comment: Comment.optional() }),
]);
export type Decision = z.infer<typeof Decision>;

/** One decision on one finding or on a selection; all or none. */
export const DecideFinding = ProjectScope.extend({
  findings: z
    .array(z.strictObject({ number: FindingNumber, rowVersion: RowVersion }))
    .min(1)
    .max(200),
  decision: Decision,
});
export type DecideFinding = z.infer<typeof DecideFinding>;

export const UndoDecision = ProjectScope.extend({ number: FindingNumber });
export type UndoDecision = z.infer<typeof UndoDecision>;

export const AssignFinding = ProjectScope.extend({
  findings: z
    .array(z.strictObject({ number: FindingNumber, rowVersion: RowVersion }))
    .min(1)
    .max(200),
  /** Null takes the assignment away. */
  assignee: typedId("member").nullable(),
});
export type AssignFinding = z.infer<typeof AssignFinding>;

export const CommentFinding = ProjectScope.extend({ number: FindingNumber, comment: Comment });
export type CommentFinding = z.infer<typeof CommentFinding>;

export const SetSeverity = ProjectScope.extend({
  number: FindingNumber,
  rowVersion: RowVersion,
  severity: Severity,
  comment: Comment,
  /** What it rests on, where the kind of project has a rubric; it must give this severity. */
  rubric: RubricChoice.optional(),
  /** A CVSS 3.1 or 4.0 vector, on findings that carry a CVE; its base score must give this severity. */
  cvss: z.string().trim().max(300).optional(),
});
export type SetSeverity = z.infer<typeof SetSeverity>;

export const RecordFinding = ProjectScope.extend({
  title: z.string().trim().min(3).max(500),
  description: z.string().trim().min(1).max(20_000),
  advice: z.string().trim().max(20_000).optional(),
  severity: Severity,
  confidence: Confidence.default("medium"),
  classes: WeaknessClasses.partial().optional(),
  /** Where it is; a path needs a revision. */
  revision: z.int().positive().optional(),
  path: z.string().min(1).max(1000).optional(),
  startLine: z.int().positive().optional(),
  endLine: z.int().positive().optional(),
  assignee: typedId("member").optional(),
})
  .refine((input) => input.path === undefined || input.revision !== undefined, {
    path: ["revision"],
    message: "name the revision that holds the file",
  })
  .refine((input) => (input.endLine ?? input.startLine ?? 0) >= (input.startLine ?? 0), {
    path: ["endLine"],
    message: "the last line cannot come before the first",
  });
export type RecordFinding = z.infer<typeof RecordFinding>;

export const DecideHold = ProjectScope.extend({
  /** Number of the scan request. */
  number: z.int().positive(),
  scan: typedId("scan"),
  decision: z.enum(["confirm", "keep-open"]),
});
export type DecideHold = z.infer<typeof DecideHold>;
