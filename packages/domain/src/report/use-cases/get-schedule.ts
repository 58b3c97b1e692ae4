import type { ProjectDeps } from "../../shared/server.ts";
import { nextDueAt } from "../due.ts";
import { cadenceOf } from "../schedule-row.ts";
import type { ReportSchedule } from "../stored.ts";

/** The project's schedule and the reader's own subscription. */
export async function getSchedule(deps: ProjectDeps): Promise<ReportSchedule> {
  return deps.withOrganization(async (tx) => {
    const key = { organizationId: deps.organizationId, projectId: deps.projectId };
    const members = await tx.db.reportSubscription.findMany({ where: key, select: { memberId: true } });
    const own = deps.actor.kind === "user" ? deps.actor.memberId : null;
    const subscriptions = {
      subscribed: members.some(({ memberId }) => memberId === own),
      subscribers: members.length,
    };
    const row = await tx.db.reportSchedule.findFirst({ where: key });
    // One that somebody ended needs no words; one that stopped by itself does.
    if (row === null || (row.stoppedAt !== null && row.stoppedBecause === null))
      return { schedule: null, ...subscriptions };
    const when = cadenceOf(row);
    const user =
      row.setById === null ? null : await tx.db.user.findUnique({ where: { id: row.setById }, select: { name: true } });
    const { setAt, stoppedAt, stoppedBecause } = row;
    return {
      schedule: {
        ...{ when, setBy: user?.name ?? "Redoubt", setAt, stoppedAt, stoppedBecause },
        nextAt: when.cadence === "weekly" && stoppedAt === null ? nextDueAt(when, tx.now) : null,
      },
      ...subscriptions,
    };
  });
}
