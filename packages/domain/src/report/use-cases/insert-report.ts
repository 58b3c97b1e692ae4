import { digest, recordAudit } from "../../audit/server.ts";
import { newId } from "../../shared/index.ts";
import { actorUserId, enqueue, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { reportJobs } from "../jobs.ts";
import { REPORT_SELECT, toReportEntry } from "../row.ts";
import type { ReportEntry, ReportKind, ReportSnapshot } from "../stored.ts";

export interface NewReport {
  readonly kind: ReportKind;
  readonly title: string;
  readonly snapshot: ReportSnapshot;
  readonly previousId: string | null;
  /** One report for each; null for those that somebody asked for. */
  readonly dueKey: string | null;
  readonly scheduled: boolean;
}

/** Stores a frozen report with its hash, the job that makes its documents and its audit line, and tells open screens. */
export async function insertReport(tx: Tx, deps: ProjectDeps, report: NewReport): Promise<ReportEntry> {
  const { snapshot, kind, title, previousId, dueKey, scheduled } = report;
  const { number } = snapshot;
  const scope = { organizationId: deps.organizationId, projectId: deps.projectId };
  const revision =
    snapshot.revision === null
      ? null
      : await tx.db.revision.findFirst({ where: { ...scope, number: snapshot.revision.number }, select: { id: true } });
  const id = newId();
  const sha256 = digest(snapshot);
  const row = await tx.db.report.create({
    data: {
      ...{ ...scope, id, number, kind, title, previousId, dueKey, scheduled, snapshot, sha256 },
      revisionId: revision?.id ?? null,
      createdById: actorUserId(deps),
      createdAt: tx.now,
    },
    select: REPORT_SELECT,
  });
  await enqueue(tx, deps, reportJobs["report.render-documents"], { subjectId: id, fence: 1 });
  await recordAudit(tx, deps, "report.create", {
    subjectId: id,
    projectId: deps.projectId,
    details: { number, sha256, kind, ...(dueKey === null ? {} : { due: dueKey }) },
  });
  await tx.announce({
    organizationId: deps.organizationId,
    projectId: deps.projectId,
    topic: "report",
    subjectId: id,
  });
  return toReportEntry(row, snapshot.generatedBy, 0);
}
