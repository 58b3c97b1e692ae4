import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import type { LinkIssue } from "../tracker.ts";
import { announceFindings } from "./announce-findings.ts";
import { addEvents } from "./change-finding.ts";
import { findFinding } from "./find-finding.ts";
import { lockFindings } from "./lock-findings.ts";

/** Keeps the address of the issue that someone made of a finding, or takes it away. Throws finding.not-found and finding.stale. */
export async function linkIssue(deps: ProjectDeps, input: LinkIssue): Promise<{ rowVersion: number }> {
  return deps.withOrganization(async (tx) => {
    await lockFindings(tx, deps);
    const finding = await findFinding(tx, deps, input.number, { id: true, issueUrl: true, rowVersion: true });
    const { organizationId, projectId } = deps;
    const { count } = await tx.db.finding.updateMany({
      where: { organizationId, projectId, id: finding.id, rowVersion: input.rowVersion },
      data: { issueUrl: input.url, rowVersion: { increment: 1 }, updatedAt: tx.now },
    });
    if (count === 0) {
      const details = { number: input.number, yours: { rowVersion: input.rowVersion }, current: null };
      throw findingError("finding.stale", { details });
    }
    const change = { from: finding.issueUrl, to: input.url };
    await addEvents(tx, deps, [{ findingId: finding.id, kind: "issue", origin: "human", ...change }]);
    await recordAudit(tx, deps, "finding.link-issue", {
      subjectId: finding.id,
      projectId,
      before: { issueUrl: finding.issueUrl },
      after: { issueUrl: input.url },
      details: { number: input.number },
    });
    await announceFindings(tx, deps, finding.id);
    return { rowVersion: input.rowVersion + 1 };
  });
}
