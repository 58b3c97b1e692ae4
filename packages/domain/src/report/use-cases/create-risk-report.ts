import { digest, recordAudit } from "../../audit/server.ts";
import { nextNumber } from "../../project/server.ts";
import { newId } from "../../shared/index.ts";
import { actorUserId, enqueue, type ProjectDeps } from "../../shared/server.ts";
import { reportError } from "../errors.ts";
import { reportJobs } from "../jobs.ts";
import { REPORT_SELECT, toReportEntry } from "../row.ts";
import type { ReportEntry } from "../schema.ts";
import { buildRiskSnapshot } from "./build-risk-snapshot.ts";

/**
 * Freezes a risk report: data, hash and the job that makes PDF and Markdown, in one transaction. It speaks first of
 * what changed since the last one. Throws report.nothing-yet for a project without revision and finding.
 */
export async function createRiskReport(deps: ProjectDeps): Promise<ReportEntry> {
  return deps.withOrganization(
    async (tx) => {
      const where = { organizationId: deps.organizationId, projectId: deps.projectId };
      const previous = await tx.db.report.findFirst({
        where: { ...where, kind: "risk" },
        select: { id: true, number: true, createdAt: true },
        orderBy: { number: "desc" },
      });
      const number = await nextNumber(tx, deps, "report");
      const snapshot = await buildRiskSnapshot(tx, deps, { number, previous });
      if (snapshot.revision === null && (await tx.db.finding.count({ where })) === 0)
        throw reportError("report.nothing-yet");
      const revision =
        snapshot.revision === null
          ? null
          : await tx.db.revision.findFirst({
              where: { ...where, number: snapshot.revision.number },
              select: { id: true },
            });
      const id = newId();
      const sha256 = digest(snapshot);
      const row = await tx.db.report.create({
        data: {
          organizationId: deps.organizationId,
          id,
          projectId: deps.projectId,
          number,
          kind: "risk",
          title: `${snapshot.project.name}: risk report ${number}`,
          revisionId: revision?.id ?? null,
          previousId: previous?.id ?? null,
          snapshot,
          sha256,
          createdById: actorUserId(deps),
          createdAt: tx.now,
        },
        select: REPORT_SELECT,
      });
      await enqueue(tx, deps, reportJobs["report.render-documents"], { subjectId: id, fence: 1 });
      await recordAudit(tx, deps, "report.create", {
        subjectId: id,
        projectId: deps.projectId,
        details: { number, sha256 },
      });
      await tx.announce({
        organizationId: deps.organizationId,
        projectId: deps.projectId,
        topic: "report",
        subjectId: id,
      });
      return toReportEntry(row, snapshot.generatedBy);
    },
    { timeoutMs: 60_000 },
  );
}
