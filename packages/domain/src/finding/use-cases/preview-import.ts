import { recordAudit } from "../../audit/server.ts";
import { scannerTitle, ScanStatements, ScanStats } from "../../scan/index.ts";
import { beginPublication, holdForPreview, type ScanToPublish } from "../../scan/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import type { PreviewRun } from "../import-preview.ts";
import type { PlannedOutcome } from "../publication-plan.ts";
import { writePreview } from "../sql/write-preview.ts";
import { type ImportedRun, importRuns, type PublishImport } from "./import-runs.ts";
import { lockFindings } from "./lock-findings.ts";
import type { PlannedRun } from "./publish-run.ts";

const TIMEOUT_MS = 300_000;

/** What a rehearsal saw before it was rolled back. */
interface Rehearsed {
  readonly runs: PreviewRun[];
  readonly outcomes: { readonly scanner: string; readonly outcome: PlannedOutcome }[];
  statements: ScanStatements;
  newestNumber: number;
}

class RolledBack extends Error {}

/**
 * Says what the publication of a read report would do, by the code that publishes: it is done, and taken back. The
 * result is stored for a person to look at, and the scan waits for that person. Throws scan.not-found and
 * scan.stale-attempt.
 */
export async function previewImport(deps: ProjectDeps, input: PublishImport): Promise<void> {
  const seen: Rehearsed = { runs: [], outcomes: [], statements: ScanStatements.parse({}), newestNumber: 0 };
  const upload = await rehearse(deps, input, seen);
  if (upload === null) return;
  await deps.withOrganization(
    async (tx) => {
      await holdForPreview(tx, deps, upload, input.fence);
      await writePreview(tx, deps, { scanId: input.scanId, ...seen });
      await recordAudit(tx, deps, "finding.preview-import", {
        subjectId: input.scanId,
        projectId: deps.projectId,
        details: { scan: upload.number, runs: seen.runs.length, results: seen.outcomes.length },
      });
    },
    { timeoutMs: TIMEOUT_MS },
  );
}

/** The upload, or null when this attempt has published already. */
async function rehearse(deps: ProjectDeps, input: PublishImport, seen: Rehearsed): Promise<ScanToPublish | null> {
  let upload: ScanToPublish | null = null;
  try {
    await deps.withOrganization(
      async (tx) => {
        await lockFindings(tx, deps);
        const claim = await beginPublication(tx, deps, input);
        if ("published" in claim) return;
        upload = claim.publish;
        seen.newestNumber = await newestNumber(tx, deps);
        const { scans } = await importRuns(tx, deps, upload, input, {
          onPlan(_scan, run, { plan, movesState }: PlannedRun) {
            seen.runs.push(toPreviewRun(run, plan.stats, plan.openBefore, movesState));
            for (const outcome of plan.outcomes) seen.outcomes.push({ scanner: run.scanner, outcome });
          },
        });
        seen.statements = await readStatements(tx, deps, scans, seen.newestNumber);
        throw new RolledBack();
      },
      { timeoutMs: TIMEOUT_MS },
    );
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  }
  return upload;
}

function toPreviewRun(
  run: ImportedRun,
  stats: Omit<ScanStats, "durationMs">,
  openBefore: number,
  movesState: boolean,
): PreviewRun {
  return {
    scanner: run.scanner,
    title: run.title ?? scannerTitle(run.scanner),
    version: run.scannerVersion,
    category: run.category,
    stats: ScanStats.parse(stats),
    openBefore,
    complete: run.complete && run.results !== null,
    movesState,
  };
}

async function newestNumber(tx: Tx, deps: ProjectDeps): Promise<number> {
  const { _max } = await tx.db.finding.aggregate({
    where: { organizationId: deps.organizationId, projectId: deps.projectId },
    _max: { number: true },
  });
  return _max.number ?? 0;
}

/** What statements would decide; findings that the rehearsal brought in are told as a number, they are gone with it. */
async function readStatements(
  tx: Tx,
  deps: ProjectDeps,
  scans: readonly ScanToPublish[],
  known: number,
): Promise<ScanStatements> {
  const rows = await tx.db.scan.findMany({
    where: { organizationId: deps.organizationId, id: { in: scans.map((scan) => scan.scanId) } },
    select: { statements: true },
  });
  const all = ScanStatements.parse({});
  for (const each of rows.map((row) => ScanStatements.parse(row.statements))) {
    all.applied += each.applied;
    all.unchanged += each.unchanged;
    all.unmatched += each.unmatched;
    for (const row of each.rows) {
      const findings = row.findings.filter(({ number }) => number === null || number <= known);
      const coming = row.findings.length - findings.length;
      const note = coming === 0 ? row.note : `and ${coming} that this report brings in`;
      all.rows.push({ ...row, findings, note });
    }
  }
  return all;
}
