import { z } from "zod";
import { PageSize, ProjectScope, typedId } from "../shared/index.ts";
import { IMPORT_FORMATS } from "./import-formats.ts";
import { SCANNER_IDS } from "./scanners.ts";
import { SCAN_KINDS, SCAN_STATES } from "./states.ts";
import { ScanStatements } from "./statements.ts";

export const ScanState = z.enum(SCAN_STATES);
export type ScanState = z.infer<typeof ScanState>;

export const ScanKind = z.enum(SCAN_KINDS);
export type ScanKind = z.infer<typeof ScanKind>;

/** Work done, not time: `done` of `total` steps of a phase, on one root at a time. */
export const ScanProgress = z.object({
  phase: z.string().max(200).default("waiting"),
  done: z.int().nonnegative().optional(),
  total: z.int().nonnegative().optional(),
  root: z.string().max(1000).optional(),
});
export type ScanProgress = z.infer<typeof ScanProgress>;

/** What a publication did, in numbers of findings; `results` counts what the tool reported, `durationMs` its run. */
export const ScanStats = z.object({
  results: z.int().nonnegative().default(0),
  /** New findings. */
  in: z.int().nonnegative().default(0),
  unchanged: z.int().nonnegative().default(0),
  /** Same finding at another place. */
  moved: z.int().nonnegative().default(0),
  closed: z.int().nonnegative().default(0),
  /** Closings that wait for a person. */
  held: z.int().nonnegative().default(0),
  /** Resolved findings that are back. */
  reopened: z.int().nonnegative().default(0),
  notObserved: z.int().nonnegative().default(0),
  /** Results in code of others; folded away in lists. */
  dependency: z.int().nonnegative().default(0),
  /** Results that look like several known findings: kept apart, with a suggestion. */
  suggested: z.int().nonnegative().default(0),
  /** New findings that a policy, the code or the tool's own configuration set aside at once. */
  aside: z.int().nonnegative().default(0),
  /** Results that a finding policy decided on. */
  policy: z.int().nonnegative().default(0),
  /** Results that the code, or the tool's own configuration, asks to look away from. */
  suppressed: z.int().nonnegative().default(0),
  /** Results that said an advisory of a component again, under another of its names. */
  folded: z.int().nonnegative().default(0),
  durationMs: z.int().nonnegative().default(0),
});
export type ScanStats = z.infer<typeof ScanStats>;

/** Something that was not looked at, and why; without `path` the whole root, without both the whole revision. */
export const NotScanned = z.object({
  root: z.string().max(1000).optional(),
  path: z.string().max(1000).optional(),
  reason: z.string().max(4000),
});
export type NotScanned = z.infer<typeof NotScanned>;

export const ScanLogLine = z.object({ attempt: z.int(), seq: z.int(), at: z.date(), text: z.string() });
export type ScanLogLine = z.infer<typeof ScanLogLine>;

/** Closings that a publication would have made and that a person confirms or refuses. */
export const ScanHold = z.object({
  findings: z.int().nonnegative(),
  /** Open findings of the lineage before the publication. */
  openBefore: z.int().nonnegative(),
  decision: z.enum(["confirmed", "kept-open", "superseded"]).nullable(),
  decidedAt: z.date().nullable(),
});
export type ScanHold = z.infer<typeof ScanHold>;

/** One run of one scanner on one revision, over all roots that it applies to. */
export const Scan = z.object({
  id: z.string(),
  scanner: z.string(),
  title: z.string(),
  version: z.string().nullable(),
  ref: z.string(),
  category: z.string(),
  /** Name of the uploaded file; null for our own scans. */
  upload: z.string().nullable(),
  attempt: z.int(),
  state: ScanState,
  failure: z.string().nullable(),
  progress: ScanProgress,
  stats: ScanStats,
  notScanned: z.array(NotScanned),
  /** What an imported document decided, and what became of it; empty for scans and other reports. */
  statements: ScanStatements,
  /** Ids of the checks that were on; empty when the tool does not tell. */
  detectors: z.array(z.string()),
  /** False when the tool ran under resource limits alone; null before it ran, and for imports. */
  sandboxed: z.boolean().nullable(),
  /** False when a newer revision of the lineage was published before, or the ref is not the default branch. */
  movesState: z.boolean().nullable(),
  hold: ScanHold.nullable(),
  cancelRequested: z.boolean(),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
});
export type Scan = z.infer<typeof Scan>;

/** The revision as a scan names it. */
export const ScannedRevision = z.object({
  id: z.string(),
  number: z.int(),
  commit: z.string().nullable(),
  treeHash: z.string().nullable(),
  label: z.string().nullable(),
  ref: z.string(),
});
export type ScannedRevision = z.infer<typeof ScannedRevision>;

/** What one person asked for at once; its state follows from its scans (see `requestState`). */
export const ScanRequest = z.object({
  id: z.string(),
  number: z.int(),
  kind: ScanKind,
  state: ScanState,
  revision: ScannedRevision.nullable(),
  requestedBy: z.string().nullable(),
  stats: ScanStats,
  scans: z.array(Scan),
  createdAt: z.date(),
  finishedAt: z.date().nullable(),
});
export type ScanRequest = z.infer<typeof ScanRequest>;

/** A request with the end of each scan's log. */
export const ScanRequestDetail = ScanRequest.extend({ scans: z.array(Scan.extend({ log: z.array(ScanLogLine) })) });
export type ScanRequestDetail = z.infer<typeof ScanRequestDetail>;

/** What a report may be said to be, where its content must not decide. */
export const ImportFormat = z.enum(IMPORT_FORMATS.map(({ id }) => id));
export type ImportFormat = z.infer<typeof ImportFormat>;

export const ScannerId = z.enum(SCANNER_IDS);
export type ScannerId = z.infer<typeof ScannerId>;

export const RequestScan = ProjectScope.extend({
  revision: z.int().positive(),
  /** All scanners that apply to the revision's roots when absent. */
  scanners: z.array(ScannerId).min(1).max(SCANNER_IDS.length).optional(),
});
export type RequestScan = z.infer<typeof RequestScan>;

/** One request by its number, or one scan of it. */
export const ScanSelector = ProjectScope.extend({ number: z.int().positive(), scan: typedId("scan").optional() });
export type ScanSelector = z.infer<typeof ScanSelector>;

export const GetScanRequest = ProjectScope.extend({
  number: z.int().positive(),
  /** Lines of each scan's log to return with it. */
  logTail: z.int().min(0).max(500).default(50),
});
export type GetScanRequest = z.infer<typeof GetScanRequest>;

export const GetScanLog = ProjectScope.extend({
  number: z.int().positive(),
  scan: typedId("scan"),
  after: z.int().min(0).default(0),
});
export type GetScanLog = z.infer<typeof GetScanLog>;

export const ListScans = ProjectScope.extend({
  revision: z.int().positive().optional(),
  limit: PageSize,
  cursor: z.string().max(500).optional(),
});
export type ListScans = z.infer<typeof ListScans>;

/** Log lines of one attempt, 20,000 at most; each up to 4,000 characters. */
export const SCAN_LOG_LIMITS = { lines: 20_000, lineLength: 4000, page: 2000 } as const;
