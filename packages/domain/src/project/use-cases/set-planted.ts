import { recordAudit } from "../../audit/server.ts";
import type { Prisma, ProjectDeps } from "../../shared/server.ts";

/** Stores what was planted in the demo, to compare it with what is found; only the seed calls this. */
export async function setPlanted(deps: ProjectDeps, planted: Prisma.InputJsonArray): Promise<void> {
  await deps.withOrganization(async (tx) => {
    await tx.db.project.updateMany({
      where: { organizationId: deps.organizationId, id: deps.projectId, demo: true },
      data: { planted },
    });
    await recordAudit(tx, deps, "project.set-planted", { subjectId: deps.projectId, projectId: deps.projectId });
  });
}
