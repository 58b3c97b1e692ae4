import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { fail } from "../errors.ts";

/** Takes a project out of the lists and makes it read-only; nothing is deleted. Twice changes nothing. */
export function archiveProject(deps: ProjectDeps): Promise<void> {
  return setArchived(deps, true);
}

/** Brings an archived project back. */
export function restoreProject(deps: ProjectDeps): Promise<void> {
  return setArchived(deps, false);
}

async function setArchived(deps: ProjectDeps, archived: boolean): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const { organizationId, projectId } = deps;
    const where = { organizationId, id: projectId };
    const row = await tx.db.project.findFirst({ where, select: { archivedAt: true } });
    if (row === null) throw fail("project.not-found");
    if ((row.archivedAt !== null) === archived) return;
    const archivedAt = archived ? tx.now : null;
    await tx.db.project.updateMany({ where, data: { archivedAt, updatedAt: tx.now, rowVersion: { increment: 1 } } });
    await recordAudit(tx, deps, archived ? "project.archive" : "project.restore", { subjectId: projectId, projectId });
    await tx.announce({ organizationId, projectId, topic: "project", subjectId: projectId });
  });
}
