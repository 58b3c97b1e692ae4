import { listOrganizationIds } from "../../organization/server.ts";
import type { Database, Deps, Tx } from "../../shared/server.ts";
import { createSystemDeps, forProject, type ProjectDeps } from "../../shared/server.ts";
import { lastDueAt } from "../due.ts";
import { reportJobs } from "../jobs.ts";
import { readRevisionLine } from "../queries/revision-line.ts";
import { cadenceOf } from "../schedule-row.ts";

const HOUR = 3_600_000;

/**
 * Asks for every scheduled report that is due and not there yet, in all organizations: one job for each due date,
 * with the rights of the person who set the schedule. The answer is how many.
 */
export async function enqueueDueReports(database: Database): Promise<number> {
  let asked = 0;
  for (const id of await listOrganizationIds(database, "report.run-schedules")) {
    const deps = createSystemDeps(database, id, "report.run-schedules");
    asked += await deps.withOrganization((tx) => enqueueDue(tx, deps));
  }
  return asked;
}

async function enqueueDue(tx: Tx, deps: Deps): Promise<number> {
  const rows = await tx.db.reportSchedule.findMany({
    where: { organizationId: deps.organizationId, stoppedAt: null, project: { archivedAt: null } },
    select: { projectId: true, setById: true },
  });
  let asked = 0;
  for (const row of rows) {
    const key = await findDueKey(tx, forProject(deps, row.projectId));
    if (key === null) continue;
    const job = reportJobs["report.create-scheduled"];
    const payload = {
      organizationId: deps.organizationId,
      ...{ actorId: row.setById, subjectId: row.projectId, fence: 0 },
    };
    await tx.enqueue(job.name, payload, { singletonKey: `${row.projectId} ${key}` });
    asked += 1;
  }
  return asked;
}

/**
 * The key of the report that the project's schedule owes now; null when none is due or it is there. Weekly ones are
 * owed from their hour on; after a revision, from when everything asked for it has ended. Of several that were missed
 * only the newest is owed.
 */
export async function findDueKey(tx: Tx, deps: ProjectDeps): Promise<string | null> {
  const where = { organizationId: deps.organizationId, projectId: deps.projectId };
  const row = await tx.db.reportSchedule.findFirst({ where: { ...where, stoppedAt: null } });
  if (row === null) return null;
  const newest = (await readRevisionLine(tx, deps)).at(-1) ?? null;
  const key = await keyOf();
  if (key === null) return null;
  const made = await tx.db.report.findFirst({ where: { ...where, dueKey: key }, select: { id: true } });
  return made === null ? key : null;

  async function keyOf(): Promise<string | null> {
    if (row === null) return null;
    const when = cadenceOf(row);
    if (when.cadence === "weekly") {
      const due = lastDueAt(when, tx.now);
      if (due <= row.setAt) return null;
      const anything = newest !== null || (await tx.db.finding.count({ where, take: 1 })) > 0;
      return anything ? `week ${due.toISOString().slice(0, 13)}` : null;
    }
    if (newest === null || newest.readyAt === null || newest.readyAt <= row.setAt) return null;
    const settled = await isSettled(tx, deps, newest.id, newest.readyAt);
    return settled ? `revision ${newest.number}` : null;
  }
}

/** Nothing runs on it any more, and something has; where nobody asks for anything, an hour is waited. */
async function isSettled(tx: Tx, deps: ProjectDeps, revisionId: string, readyAt: Date): Promise<boolean> {
  const where = { organizationId: deps.organizationId, revisionId };
  const scans = await tx.db.scan.count({
    where: { ...where, state: { in: ["queued", "preparing", "running", "publishing"] } },
    take: 1,
  });
  const runs = await tx.db.pocRun.count({ where: { ...where, state: { in: ["queued", "running"] } }, take: 1 });
  if (scans + runs > 0) return false;
  if (tx.now.getTime() - readyAt.getTime() > HOUR) return true;
  return (await tx.db.scan.count({ where, take: 1 })) + (await tx.db.pocRun.count({ where, take: 1 })) > 0;
}
