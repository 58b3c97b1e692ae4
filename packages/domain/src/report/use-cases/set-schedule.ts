import { recordAudit } from "../../audit/server.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import type { Cadence, SetSchedule } from "../stored.ts";
import { tellStopped } from "./tell-subscribers.ts";

/** Has risk reports made by themselves from now on, in the name of the acting person, who is told of each. */
export async function setSchedule(deps: ProjectDeps, input: SetSchedule): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const key = { organizationId: deps.organizationId, projectId: deps.projectId };
    const fields = {
      ...columnsOf(input.when),
      ...{ setById: actorUserId(deps), setAt: tx.now, stoppedAt: null, stoppedBecause: null },
    };
    await tx.db.reportSchedule.upsert({
      where: { organizationId_projectId: key },
      create: { ...key, ...fields },
      update: fields,
      select: { projectId: true },
    });
    if (deps.actor.kind === "user") await subscribe(tx, deps, deps.actor.memberId);
    await recordAudit(tx, deps, "report.set-schedule", {
      subjectId: deps.projectId,
      projectId: deps.projectId,
      details: { ...input.when },
    });
    await announceSchedule(tx, deps);
  });
}

/** Ends the schedule. Without one nothing changes. */
export async function clearSchedule(deps: ProjectDeps): Promise<void> {
  await deps.withOrganization((tx) => stop(tx, deps, null));
}

/** Ends a schedule that cannot go on, with the reason for people; those who expect its reports are told. */
export async function stopSchedule(deps: ProjectDeps, because: string): Promise<void> {
  await deps.withOrganization(async (tx) => {
    if (await stop(tx, deps, because)) await tellStopped(tx, deps);
  });
}

async function stop(tx: Tx, deps: ProjectDeps, because: string | null): Promise<boolean> {
  const { count } = await tx.db.reportSchedule.updateMany({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, stoppedAt: null },
    data: { stoppedAt: tx.now, stoppedBecause: because?.slice(0, 500) ?? null },
  });
  if (count === 0) return false;
  await recordAudit(tx, deps, "report.clear-schedule", {
    subjectId: deps.projectId,
    projectId: deps.projectId,
    details: because === null ? {} : { because },
  });
  await announceSchedule(tx, deps);
  return true;
}

function columnsOf(when: Cadence): { cadence: string; weekday: number | null; hour: number | null } {
  if (when.cadence === "weekly") return { cadence: "weekly", weekday: when.weekday, hour: when.hour };
  return { cadence: "on-revision", weekday: null, hour: null };
}

async function subscribe(tx: Tx, { organizationId, projectId }: ProjectDeps, memberId: string): Promise<void> {
  await tx.db.reportSubscription.createMany({ data: [{ organizationId, projectId, memberId }], skipDuplicates: true });
}

async function announceSchedule(tx: Tx, { organizationId, projectId }: ProjectDeps): Promise<void> {
  await tx.announce({ organizationId, projectId, topic: "report", subjectId: projectId });
}
