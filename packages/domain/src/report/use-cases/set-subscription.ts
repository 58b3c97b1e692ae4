import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import type { SetSubscription } from "../stored.ts";

/** Tells the acting member of each new risk report of the project, or no longer. */
export async function setSubscription(deps: ProjectDeps, input: SetSubscription): Promise<void> {
  const { organizationId, projectId, actor } = deps;
  if (actor.kind !== "user") return;
  const row = { organizationId, projectId, memberId: actor.memberId };
  await deps.withOrganization(async (tx) => {
    const { count } = input.subscribed
      ? await tx.db.reportSubscription.createMany({ data: [row], skipDuplicates: true })
      : await tx.db.reportSubscription.deleteMany({ where: row });
    if (count === 0) return;
    await recordAudit(tx, deps, input.subscribed ? "report.subscribe" : "report.unsubscribe", {
      subjectId: projectId,
      projectId,
    });
    await tx.announce({ organizationId, projectId, topic: "report", subjectId: projectId });
  });
}
