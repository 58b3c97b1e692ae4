import { recordAudit } from "../../audit/server.ts";
import { ScanStats } from "../../scan/index.ts";
import { beginPublication, splitImport } from "../../scan/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import type { VexStatement } from "../statements.ts";
import { announceFindings, tellAssignees } from "./announce-findings.ts";
import { applyStatements } from "./apply-statements.ts";
import { lockFindings } from "./lock-findings.ts";
import { publishRun, type ToolRun } from "./publish-run.ts";

/** One run of one tool in a report. */
export interface ImportedRun extends ToolRun {
  readonly scanner: string;
  /** Never empty: that is our own scans' category, and a report must not close what they found. */
  readonly category: string;
  /** What people read for the document, and what it decides. */
  readonly title?: string;
  readonly statements?: readonly VexStatement[];
}

export interface PublishImport {
  readonly scanId: string;
  readonly fence: number;
  readonly runs: readonly ImportedRun[];
}

const TIMEOUT_MS = 300_000;

/**
 * Turns a read report into findings, one lineage per tool and category, all runs or none. A report without runs
 * completes and closes nothing. Throws scan.not-found and scan.stale-attempt.
 */
export async function publishImport(deps: ProjectDeps, input: PublishImport): Promise<ScanStats> {
  return deps.withOrganization(
    async (tx) => {
      await lockFindings(tx, deps);
      const claim = await beginPublication(tx, deps, input);
      if ("published" in claim) return claim.published;
      const upload = claim.publish;
      const { scanner, category } = upload;
      const runs = input.runs.length === 0 ? [{ ...NO_RUN, scanner, category }] : mergeRuns(input.runs);
      const scans = await splitImport(tx, deps, upload, input.fence, runs);
      const total = ScanStats.parse({});
      for (const [index, scan] of scans.entries()) {
        const run = runs[index] ?? NO_RUN;
        const { stats, regressed } = await publishRun(tx, deps, scan, input.fence, run);
        for (const key of Object.keys(total) as (keyof ScanStats)[]) total[key] += stats[key];
        await tellAssignees(tx, deps, regressed);
      }
      // When all findings of the report are there: it may decide about its own.
      const decisions = scans.map(({ scanId, number }, index) => ({
        ...{ scanId, scan: number, document: runs[index]?.title ?? "The report" },
        statements: runs[index]?.statements ?? [],
      }));
      await applyStatements(tx, deps, input.fence, decisions);
      await recordAudit(tx, deps, "finding.import", {
        subjectId: input.scanId,
        projectId: deps.projectId,
        after: total,
        details: { scan: upload.number, runs: scans.length, ...total },
      });
      await announceFindings(tx, deps, input.scanId);
      return total;
    },
    { timeoutMs: TIMEOUT_MS },
  );
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
