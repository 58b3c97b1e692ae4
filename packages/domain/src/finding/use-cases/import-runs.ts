import { ScanStats } from "../../scan/index.ts";
import { type ScanToPublish, splitImport } from "../../scan/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { Severity } from "../normalized.ts";
import type { VexStatement } from "../statements.ts";
import { applyStatements } from "./apply-statements.ts";
import { type PlannedRun, planRun, type ToolRun, writeRun } from "./publish-run.ts";

/** One run of one tool in a report. */
export interface ImportedRun extends ToolRun {
  readonly scanner: string;
  /** Never empty: that is our own scans' category, and a report must not close what they found. */
  readonly category: string;
  /** What people read for the document, and what it decides. */
  readonly title?: string;
  readonly statements?: readonly VexStatement[];
}

/** A report as it was read, and the attempt that read it. */
export interface PublishImport {
  readonly scanId: string;
  readonly fence: number;
  readonly runs: readonly ImportedRun[];
}

/** What the runs of a report did together. */
export interface ImportedRuns {
  readonly scans: readonly ScanToPublish[];
  readonly total: ScanStats;
  readonly regressed: readonly string[];
  readonly introduced: Readonly<Partial<Record<Severity, number>>>;
  readonly movesState: boolean;
}

/** Told of each run before it is written. */
export interface Rehearsal {
  onPlan(scan: ScanToPublish, run: ImportedRun, planned: PlannedRun): void;
}

/**
 * Publishes the runs of a claimed report inside the open transaction, one lineage per tool and category, each on top of
 * the one before, and then what its statements decide. In a rehearsal, whose transaction is rolled back, a last run on
 * which nothing rests is planned and not written.
 */
export async function importRuns(
  tx: Tx,
  deps: ProjectDeps,
  upload: ScanToPublish,
  input: PublishImport,
  rehearsal: Rehearsal | null = null,
): Promise<ImportedRuns> {
  const { scanner, category } = upload;
  const runs = input.runs.length === 0 ? [{ ...NO_RUN, scanner, category }] : mergeRuns(input.runs);
  const decides = runs.some((run) => (run.statements ?? []).length > 0);
  const scans = await splitImport(tx, deps, upload, input.fence, runs);
  const total = ScanStats.parse({});
  const regressed: string[] = [];
  const introduced: Partial<Record<Severity, number>> = {};
  let movesState = false;
  for (const [index, scan] of scans.entries()) {
    const run = runs[index] ?? { ...NO_RUN, scanner, category };
    const planned = await planRun(tx, deps, scan, run);
    rehearsal?.onPlan(scan, run, planned);
    if (rehearsal !== null && !decides && index === scans.length - 1) break;
    const { stats, ...news } = await writeRun(tx, deps, scan, input.fence, run, planned);
    for (const key of Object.keys(total) as (keyof ScanStats)[]) total[key] += stats[key];
    regressed.push(...news.regressed);
    movesState ||= news.movesState;
    for (const severity of Severity.options) {
      const count = news.introduced[severity] ?? 0;
      if (count > 0) introduced[severity] = (introduced[severity] ?? 0) + count;
    }
  }
  // When all findings of the report are there: it may decide about its own.
  const decisions = scans.map(({ scanId, number }, index) => ({
    ...{ scanId, scan: number, document: runs[index]?.title ?? "The report" },
    statements: runs[index]?.statements ?? [],
  }));
  await applyStatements(tx, deps, input.fence, decisions);
  return { scans, total, regressed, introduced, movesState };
}

const NO_RUN: Omit<ImportedRun, "scanner" | "category"> = {
  results: null,
  scannerVersion: null,
  configDigest: null,
  detectors: "unknown",
  complete: true,
  scannedFiles: null,
  revisionFiles: null,
  notScanned: [],
  sandboxed: null,
  raw: null,
  durationMs: 0,
};

/** Runs of one tool and category are one publication: a second one would close what the first has brought in. */
function mergeRuns(runs: readonly ImportedRun[]): ImportedRun[] {
  const merged = new Map<string, ImportedRun>();
  for (const run of runs) {
    const key = JSON.stringify([run.scanner, run.category]);
    const before = merged.get(key);
    merged.set(key, before === undefined ? run : joined(before, run));
  }
  return [...merged.values()];
}

function joined(a: ImportedRun, b: ImportedRun): ImportedRun {
  const detectors =
    a.detectors === "unknown" || b.detectors === "unknown" ? "unknown" : [...new Set([...a.detectors, ...b.detectors])];
  return {
    ...a,
    results: a.results === null || b.results === null ? null : [...a.results, ...b.results],
    detectors,
    complete: a.complete && b.complete,
    scannedFiles: a.scannedFiles === null || b.scannedFiles === null ? null : [...a.scannedFiles, ...b.scannedFiles],
    notScanned: [...a.notScanned, ...b.notScanned],
    statements: [...(a.statements ?? []), ...(b.statements ?? [])],
    durationMs: a.durationMs + b.durationMs,
  };
}
