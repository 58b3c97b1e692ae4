import { createSystemDeps, type Database, type Deps, enqueue } from "../../shared/server.ts";
import { notificationJobs } from "../jobs.ts";
import { wakeLane } from "./plan-messages.ts";

/** Events and ended messages are kept as long. */
const KEEP_DAYS = 30;
/** Younger events have a job of their own on its way. */
const PATIENCE_MS = 15_000;

/**
 * Looks in every organization for what should have happened and did not, whatever became of its job: events without a
 * plan, messages that are due. Forgets what is older than thirty days.
 */
export async function sweepMessages(database: Database): Promise<void> {
  const ids = await database.asSystem("notification.sweep", async (tx) => {
    const rows = await tx.db.$queryRaw<{ id: string }[]>`SELECT "organization_ids"() AS "id"`;
    return rows.map((row) => row.id);
  });
  for (const id of ids) await sweepOne(createSystemDeps(database, id, "notification.sweep"));
}

async function sweepOne(deps: Deps): Promise<void> {
  const { organizationId } = deps;
  await deps.withOrganization(async (tx) => {
    const left = await tx.db.notificationEvent.findFirst({
      where: { organizationId, plannedAt: null, at: { lt: new Date(tx.now.getTime() - PATIENCE_MS) } },
      select: { id: true },
    });
    if (left !== null) {
      await enqueue(tx, deps, notificationJobs["notification.plan"], { subjectId: left.id, fence: 0 });
    }
    const lanes = await tx.db.$queryRaw<{ lane: string }[]>`
      SELECT "lane" FROM "notification_message"
      WHERE "organization_id" = ${organizationId}::uuid AND "state" IN ('gathering', 'waiting')
      GROUP BY "lane"
      HAVING bool_or("next_attempt_at" <= ${tx.now}) AND NOT bool_or(coalesce("claimed_until" > ${tx.now}, false))`;
    for (const { lane } of lanes) await wakeLane(tx, deps, lane, tx.now);
    const old = new Date(tx.now.getTime() - KEEP_DAYS * 86_400_000);
    await tx.db.notificationMessage.deleteMany({ where: { organizationId, endedAt: { lt: old } } });
    await tx.db.notificationEvent.deleteMany({
      where: { organizationId, at: { lt: old }, plannedAt: { not: null } },
    });
  });
}
