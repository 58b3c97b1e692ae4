import { z } from "zod";
import { Severity } from "../finding/index.ts";
import { ProjectScope } from "../shared/index.ts";
import { PocVerdict } from "../verification/index.ts";

const Counts = z.object({ critical: z.int(), high: z.int(), medium: z.int(), low: z.int(), info: z.int() });
/** How many findings of each severity. */
export type SeverityCounts = z.infer<typeof Counts>;

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
});
export type ScannerCoverage = z.infer<typeof ScannerCoverage>;

/** Something that was not looked at, and why. */
export const NotScanned = z.object({ scanner: z.string(), what: z.string(), reason: z.string() });
export type NotScanned = z.infer<typeof NotScanned>;

/** A PoC and its newest verdict on each revision, in revision order. */
export const PocLine = z.object({
  number: z.int(),
  title: z.string(),
  finding: z.int().nullable(),
  verdicts: z.array(z.object({ revision: z.int(), verdict: PocVerdict.nullable(), reason: z.string().nullable() })),
});
export type PocLine = z.infer<typeof PocLine>;

/** Open, resolved and set-aside findings by severity as they stood when a revision's scans had ended. */
export const RevisionState = z.object({
  revision: RevisionRef,
  at: z.iso.datetime(),
  open: Counts,
  resolved: Counts,
  setAside: Counts,
});
export type RevisionState = z.infer<typeof RevisionState>;

/** The frozen data of a risk report; its canonical JSON is what the hash is made of. */
export const RiskSnapshot = z.object({
  format: z.literal("redoubt/risk-report@1"),
  organization: z.string(),
  project: z.object({ name: z.string(), slug: z.string(), kind: z.string() }),
  number: z.int(),
  generatedAt: z.iso.datetime(),
  generatedBy: z.string(),
  revision: RevisionRef.extend({ nsloc: z.int().nullable(), authoredAt: z.iso.datetime().nullable() }).nullable(),
  previous: z.object({ number: z.int(), generatedAt: z.iso.datetime() }).nullable(),
  changes: z.array(Change),
  summary: z.array(z.string()),
  open: Counts,
  hiddenRestricted: z.int(),
  revisions: z.array(RevisionState),
  openCriticalAndHigh: z.array(ReportFinding),
  pocs: z.array(PocLine),
  scanners: z.array(ScannerCoverage),
  notScanned: z.array(NotScanned),
  method: z.array(z.string()),
  limits: z.array(z.string()),
});
export type RiskSnapshot = z.infer<typeof RiskSnapshot>;

export const RENDER_STATES = ["queued", "ready", "failed"] as const;

/** A stored report as the list shows it. */
export const ReportEntry = z.object({
  id: z.string(),
  number: z.int(),
  title: z.string(),
  revisionName: z.string().nullable(),
  sha256: z.string(),
  renderState: z.enum(RENDER_STATES),
  renderFailure: z.string().nullable(),
  createdAt: z.date(),
  createdBy: z.string().nullable(),
});
export type ReportEntry = z.infer<typeof ReportEntry>;

export const ReportDetail = ReportEntry.extend({ snapshot: RiskSnapshot });
export type ReportDetail = z.infer<typeof ReportDetail>;

export const ReportSelector = ProjectScope.extend({ report: z.int().positive() });
export type ReportSelector = z.infer<typeof ReportSelector>;

/** The first screen of a project. */
export const Overview = z.object({
  better: Change.nullable(),
  worse: Change.nullable(),
  next: z.object({
    text: z.string(),
    finding: z.int().nullable(),
    owner: z.string().nullable(),
    href: z.string().nullable(),
  }),
  revision: RevisionRef.nullable(),
  open: Counts,
  hiddenRestricted: z.int(),
  running: z.array(
    z.object({
      kind: z.enum(["fetch", "scan", "poc"]),
      label: z.string(),
      done: z.int(),
      total: z.int(),
      href: z.string(),
    }),
  ),
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

export const CoverageMatrix = z.object({
  columns: z.array(z.object({ id: z.string(), title: z.string() })),
  rows: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      place: z.string(),
      blind: z.boolean(),
      cells: z.array(CoverageCell),
    }),
  ),
  notes: z.array(z.string()),
});
export type CoverageMatrix = z.infer<typeof CoverageMatrix>;
