import { recordAudit } from "../../audit/server.ts";
import type { ScanStats } from "../../scan/index.ts";
import { beginPublication } from "../../scan/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { announceFindings } from "./announce-findings.ts";
import { lockFindings } from "./lock-findings.ts";
import { publishRun, type ToolRun } from "./publish-run.ts";
import { tellPublication, tellRegressed } from "./tell-news.ts";

export interface PublishScan extends ToolRun {
  readonly scanId: string;
  /** The attempt that ran: a result of any other attempt is refused. */
  readonly fence: number;
}

/** A large publication writes tens of thousands of rows in one transaction. */
const TIMEOUT_MS = 300_000;

/**
 * Turns the results of a scan into findings, completes the scan and records it, all or nothing. Publishing the same
 * attempt twice writes once and answers the same. Throws scan.not-found and scan.stale-attempt.
 */
export async function publishScan(deps: ProjectDeps, input: PublishScan): Promise<ScanStats> {
  return deps.withOrganization(
    async (tx) => {
      await lockFindings(tx, deps);
      const claim = await beginPublication(tx, deps, input);
      if ("published" in claim) return claim.published;
      const published = await publishRun(tx, deps, claim.publish, input.fence, input);
      const { stats } = published;
      await recordAudit(tx, deps, "finding.publish", {
        subjectId: input.scanId,
        projectId: deps.projectId,
        after: stats,
        details: { scan: claim.publish.number, scanner: claim.publish.scanner, ...stats },
      });
      await tellRegressed(tx, deps, published.regressed);
      await tellPublication(tx, deps, {
        ...{ scanId: input.scanId, scan: claim.publish.number, kind: "scan", introduced: published.introduced },
        ...{ closed: stats.closed, back: stats.reopened, held: stats.held, newestOfDefault: published.movesState },
      });
      await announceFindings(tx, deps, input.scanId);
      return stats;
    },
    { timeoutMs: TIMEOUT_MS },
  );
}
