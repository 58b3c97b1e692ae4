import { recordAudit } from "../../audit/server.ts";
import type { ScanStats } from "../../scan/index.ts";
import { beginPublication } from "../../scan/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { announceFindings } from "./announce-findings.ts";
import { importRuns, type PublishImport } from "./import-runs.ts";
import { lockFindings } from "./lock-findings.ts";
import { tellPublication, tellRegressed } from "./tell-news.ts";

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
      const { scans, total, regressed, introduced, movesState } = await importRuns(tx, deps, upload, input);
      await recordAudit(tx, deps, "finding.import", {
        subjectId: input.scanId,
        projectId: deps.projectId,
        after: total,
        details: { scan: upload.number, runs: scans.length, ...total },
      });
      await tellRegressed(tx, deps, regressed);
      await tellPublication(tx, deps, {
        ...{ scanId: input.scanId, scan: upload.number, kind: "import", introduced, newestOfDefault: movesState },
        ...{ closed: total.closed, back: total.reopened, held: total.held },
      });
      await announceFindings(tx, deps, input.scanId);
      return total;
    },
    { timeoutMs: TIMEOUT_MS },
  );
}
