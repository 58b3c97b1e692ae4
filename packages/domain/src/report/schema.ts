import { z } from "zod";
import { DueCounts, Severity } from "../finding/index.ts";
import { PocVerdict } from "../verification/index.ts";

export const SeverityCounts = z.object({
  critical: z.int(),
  high: z.int(),
  medium: z.int(),
  low: z.int(),
  info: z.int(),
});
/** How many findings of each severity. */
export type SeverityCounts = z.infer<typeof SeverityCounts>;

export const RevisionRef = z.object({ number: z.int(), name: z.string(), commit: z.string().nullable() });
export type RevisionRef = z.infer<typeof RevisionRef>;

/** One finding in a report: enough to speak of it, nothing restricted. */
export const ReportFinding = z.object({
  number: z.int(),
  title: z.string(),
  severity: Severity,
  state: z.string(),
  place: z.string().nullable(),
  owner: z.string().nullable(),
  /** Whole days since it was first seen. */
  ageDays: z.int(),
  poc: PocVerdict.nullable(),
});
export type ReportFinding = z.infer<typeof ReportFinding>;

/** One sentence about a change, with the finding that it is about when there is one. */
export const Change = z.object({
  direction: z.enum(["better", "worse", "neutral"]),
  text: z.string(),
  finding: z.int().nullable(),
});
export type Change = z.infer<typeof Change>;

/** What one scanner did on the newest revision. */
export const ScannerCoverage = z.object({
  scanner: z.string(),
  title: z.string(),
  version: z.string().nullable(),
  state: z.string(),
  results: z.int(),
  sandboxed: z.boolean().nullable(),
  /** Number of the scan request. */
  scan: z.int(),
});
export type ScannerCoverage = z.infer<typeof ScannerCoverage>;

/** Places that one scanner did not look at for one reason: the first by name in `what`, their number in `places`. */
export const NotScanned = z.object({ scanner: z.string(), what: z.string(), places: z.int(), reason: z.string() });
export type NotScanned = z.infer<typeof NotScanned>;

/** A PoC and its newest verdict on each revision, in revision order. */
export const PocLine = z.object({
  number: z.int(),
  title: z.string(),
  finding: z.int().nullable(),
  verdicts: z.array(z.object({ revision: z.int(), verdict: PocVerdict.nullable(), reason: z.string().nullable() })),
});
export type PocLine = z.infer<typeof PocLine>;

/** Open, resolved and set-aside findings by severity as they stood when the next revision arrived, or stand now. */
export const RevisionState = z.object({
  revision: RevisionRef,
  at: z.iso.datetime(),
  open: SeverityCounts,
  resolved: SeverityCounts,
  setAside: SeverityCounts,
});
export type RevisionState = z.infer<typeof RevisionState>;

/** Open findings by severity at one moment. */
export const DateState = z.object({ at: z.iso.datetime(), open: SeverityCounts });
export type DateState = z.infer<typeof DateState>;

/** How open findings went: by revision as each stood when the next one arrived, and evenly over time. */
export const Trend = z.object({ revisions: z.array(RevisionState), dates: z.array(DateState) });
export type Trend = z.infer<typeof Trend>;

/** Work that waits or runs: `done` of `total` parts, `share` the same with the parts that are half done (0 to 1). */
export const RunningWork = z.object({
  kind: z.enum(["fetch", "scan", "poc", "report"]),
  /** Of the revision, the scan request, the revision that PoCs run on, or the report. */
  number: z.int(),
  /** Number of the revision that it works on. */
  revision: z.int().nullable(),
  label: z.string(),
  /** What happens right now, in words. */
  detail: z.string(),
  done: z.int(),
  total: z.int(),
  share: z.number(),
  /** Below the project. */
  href: z.string(),
});
export type RunningWork = z.infer<typeof RunningWork>;

/** One of the sentences at the top; `quiet` when there is nothing to tell. */
export const Headline = z.object({ text: z.string(), finding: z.int().nullable(), quiet: z.boolean() });
export type Headline = z.infer<typeof Headline>;

/** The one thing to do next; `href` is below the project. */
export const NextStep = z.object({
  text: z.string(),
  finding: z.int().nullable(),
  owner: z.string().nullable(),
  action: z.object({ label: z.string(), href: z.string() }),
});
export type NextStep = z.infer<typeof NextStep>;

/** The first screen of a project. */
export const Overview = z.object({
  /** True before there is code or a finding. */
  empty: z.boolean(),
  better: Headline,
  worse: Headline,
  next: NextStep,
  revision: RevisionRef.extend({ readyAt: z.date().nullable(), nsloc: z.int().nullable() }).nullable(),
  open: SeverityCounts,
  hiddenRestricted: z.int(),
  /** Adopted as known, and not among the open ones. */
  backlog: z.int(),
  /** Promises: what is past its day, and what is due within a week. */
  due: DueCounts,
  running: z.array(RunningWork),
  pocs: z.array(PocLine),
  pocRevisions: z.array(RevisionRef),
  scanners: z.array(ScannerCoverage),
  notScanned: z.array(NotScanned),
  openCriticalAndHigh: z.array(ReportFinding),
  cannotSee: z.array(z.string()),
});
export type Overview = z.infer<typeof Overview>;

/** How one way of looking fared on one planted weakness of the demo. */
export const CoverageCell = z.object({
  state: z.enum(["found", "not-found", "not-run", "not-imported", "not-applicable"]),
  findings: z.array(z.int()),
  note: z.string().nullable(),
});
export type CoverageCell = z.infer<typeof CoverageCell>;

export const COVERAGE_GROUPS = ["default", "own", "audit", "invariant", "poc"] as const;

/** A way of looking, with how many of the planted weaknesses it found; null where it was not used at all. */
export const CoverageColumn = z.object({
  id: z.string(),
  title: z.string(),
  group: z.enum(COVERAGE_GROUPS),
  found: z.int().nullable(),
});
export type CoverageColumn = z.infer<typeof CoverageColumn>;

/** One planted weakness; `findings` are all that are this weakness, in number order. */
export const CoverageRow = z.object({
  id: z.string(),
  title: z.string(),
  severity: Severity,
  place: z.string(),
  /** No detector may be written for it. */
  blind: z.boolean(),
  /** No static tool reported it, and all that can read it have run where it is. */
  unseen: z.boolean(),
  findings: z.array(z.int()),
  cells: z.array(CoverageCell),
});
export type CoverageRow = z.infer<typeof CoverageRow>;

/** A number over the table; `value` is null while nothing of the kind has run. */
export const CoverageFigure = z.object({
  id: z.string(),
  label: z.string(),
  value: z.int().nullable(),
  note: z.string(),
});
export type CoverageFigure = z.infer<typeof CoverageFigure>;

export const CoverageMatrix = z.object({
  columns: z.array(CoverageColumn),
  rows: z.array(CoverageRow),
  figures: z.array(CoverageFigure),
  notes: z.array(z.string()),
});
export type CoverageMatrix = z.infer<typeof CoverageMatrix>;
