import { z } from "zod";
import { DismissReason, FindingState, Severity } from "../finding/index.ts";
import { PocVerdict } from "../verification/index.ts";
import {
  Change,
  DateState,
  NotScanned,
  PocLine,
  ReportFinding,
  RevisionRef,
  RevisionState,
  ScannerCoverage,
  SeverityCounts,
} from "./schema.ts";
import { FindingSheet } from "./sheet.ts";
import { SnapshotFrame, SnapshotTime } from "./snapshot-frame.ts";

/** Marks that a reason may carry; they mean what they mean everywhere in the product. */
export const REASON_MARKS = ["failed", "missing", "stale", "claimed", "demonstrated"] as const;

export const AnswerReason = z.object({ mark: z.enum(REASON_MARKS), text: z.string(), finding: z.int().nullable() });
export type AnswerReason = z.infer<typeof AnswerReason>;

/** Would we sleep? `unknown` when nothing has looked at the newest revision. Three reasons at most, the worst first. */
export const Answer = z.object({ verdict: z.enum(["yes", "no", "unknown"]), reasons: z.array(AnswerReason).max(3) });
export type Answer = z.infer<typeof Answer>;

export const DECISION_KINDS = ["overdue", "owner", "hold", "poc-error", "acknowledgement"] as const;

/** Something that only a person can settle, derived from what is stored; `href` is below the project. */
export const DecisionRequest = z.object({
  kind: z.enum(DECISION_KINDS),
  ask: z.string(),
  why: z.string(),
  by: SnapshotTime.nullable(),
  findings: z.array(z.int()),
  href: z.string(),
});
export type DecisionRequest = z.infer<typeof DecisionRequest>;

/** A finding as the list behind a report holds it: what a later report is compared with. */
export const LedgerEntry = z.object({
  number: z.int(),
  title: z.string(),
  severity: Severity,
  state: FindingState,
  reason: DismissReason.nullable(),
  until: SnapshotTime.nullable(),
  owner: z.string().nullable(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** Every finding of own code that is low or worse and not restricted, up to a limit; the rest is counted. */
export const Ledger = z.object({ entries: z.array(LedgerEntry), omitted: z.int() });
export type Ledger = z.infer<typeof Ledger>;

export const DIFF_KINDS = [
  "regressed",
  "opened",
  "reopened",
  "severity-raised",
  "severity-lowered",
  "closed",
  "not-observed",
  "decided",
  "progressed",
  "left-out",
] as const;
export const DiffKind = z.enum(DIFF_KINDS);
export type DiffKind = z.infer<typeof DiffKind>;

/** One finding that is not what it was. States and severities before and after; null where it was not listed. */
export const DiffFinding = z.object({
  kind: DiffKind,
  number: z.int(),
  title: z.string(),
  before: z.object({ state: FindingState, severity: Severity }).nullable(),
  after: z
    .object({
      state: FindingState,
      severity: Severity,
      reason: DismissReason.nullable(),
      until: SnapshotTime.nullable(),
    })
    .nullable(),
});
export type DiffFinding = z.infer<typeof DiffFinding>;

/** A PoC whose verdict on the newest revision of its report is another one. */
export const DiffPoc = z.object({
  poc: z.int(),
  title: z.string(),
  finding: z.int().nullable(),
  before: PocVerdict.nullable(),
  after: PocVerdict.nullable(),
});
export type DiffPoc = z.infer<typeof DiffPoc>;

/** A scanner that did something else on the newest revision; null where it was not there. */
export const DiffScanner = z.object({ title: z.string(), before: z.string().nullable(), after: z.string().nullable() });
export type DiffScanner = z.infer<typeof DiffScanner>;

const DiffSide = z.object({
  number: z.int(),
  generatedAt: SnapshotTime,
  revision: z.string().nullable(),
  open: SeverityCounts,
  hiddenRestricted: z.int(),
});

/** What is different between two frozen reports, the earlier one first. */
export const ReportDiff = z.object({
  from: DiffSide,
  to: DiffSide,
  /** False when one side does not list all its findings: what is missing there is not told apart from what is new. */
  complete: z.boolean(),
  findings: z.array(DiffFinding),
  findingsOmitted: z.int(),
  pocs: z.array(DiffPoc),
  scanners: z.array(DiffScanner),
  /** Places that are no longer looked at, and those that are again. */
  gapsOpened: z.array(NotScanned),
  gapsClosed: z.array(NotScanned),
});
export type ReportDiff = z.infer<typeof ReportDiff>;

export const PROMISE_STATES = ["late", "kept-late", "running", "kept"] as const;

/** A due date: whether it was kept, and by how many whole days it is or was missed or still has. */
export const DuePromise = z.object({
  finding: z.int(),
  title: z.string(),
  owner: z.string().nullable(),
  dueAt: SnapshotTime,
  state: z.enum(PROMISE_STATES),
  days: z.int(),
});
export type DuePromise = z.infer<typeof DuePromise>;

export const Promises = z.object({
  kept: z.int(),
  keptLate: z.int(),
  late: z.int(),
  running: z.int(),
  /** The worst first, ten at most. */
  lines: z.array(DuePromise),
});
export type Promises = z.infer<typeof Promises>;

/** Something that matters and that nothing here looked at. */
export const BlindSpot = z.object({ what: z.string(), why: z.string() });
export type BlindSpot = z.infer<typeof BlindSpot>;

const RiskFrame = SnapshotFrame.extend({
  previous: z.object({ number: z.int(), generatedAt: SnapshotTime }).nullable(),
  changes: z.array(Change),
  summary: z.array(z.string()),
  open: SeverityCounts,
  hiddenRestricted: z.int(),
  revisions: z.array(RevisionState),
  openCriticalAndHigh: z.array(ReportFinding),
  pocs: z.array(PocLine),
  /** The revisions that the verdicts of `pocs` name, side branches among them. */
  pocRevisions: z.array(RevisionRef),
  scanners: z.array(ScannerCoverage),
  notScanned: z.array(NotScanned),
  method: z.array(z.string()),
  limits: z.array(z.string()),
});

export const RISK_FORMATS = ["redoubt/risk-report@1", "redoubt/risk-report@2"] as const;

/** As reports were frozen until November 2026; stored ones stay as they are. */
export const RiskSnapshotV1 = RiskFrame.extend({ format: z.literal("redoubt/risk-report@1") });
export type RiskSnapshotV1 = z.infer<typeof RiskSnapshotV1>;

/** The frozen data of a risk report; the canonical JSON of what is stored is what the hash is made of. */
export const RiskSnapshot = RiskFrame.extend({
  /** The older format only where an older report was read into this shape. */
  format: z.enum(RISK_FORMATS),
  /** True when a schedule made it for the person. */
  scheduled: z.boolean(),
  answer: Answer,
  decisions: z.array(DecisionRequest),
  decisionsOmitted: z.int(),
  dates: z.array(DateState),
  ledger: Ledger.nullable(),
  diff: ReportDiff.nullable(),
  promises: Promises.nullable(),
  blindSpots: z.array(BlindSpot),
  sheets: z.array(FindingSheet),
  /** Open criticals and highs that have no sheet, because there are so many. */
  sheetsOmitted: z.int(),
});
export type RiskSnapshot = z.infer<typeof RiskSnapshot>;
