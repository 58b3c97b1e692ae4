import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import type { ChangeAssignment } from "../project-settings.ts";
import { storeProjectSettings } from "./store-project-settings.ts";

/**
 * Settles to whom new findings are given by themselves, and who stands behind which name. Throws
 * finding.project-settings-stale, finding.member-not-found and finding.owner-twice.
 */
export async function changeAssignment(deps: ProjectDeps, input: ChangeAssignment): Promise<void> {
  const handles = input.owners.map(({ handle }) => handle);
  if (new Set(handles).size < handles.length) throw findingError("finding.owner-twice");
  await deps.withOrganization(async (tx) => {
    const before = await storeProjectSettings(tx, deps, input.rowVersion, { assignBy: input.assignBy });
    await requireMembers(
      tx,
      deps,
      input.owners.map(({ member }) => member),
    );
    const where = { organizationId: deps.organizationId, projectId: deps.projectId };
    await tx.db.findingOwner.deleteMany({ where });
    await tx.db.findingOwner.createMany({
      data: input.owners.map(({ handle, member }) => ({ ...where, handle, memberId: member })),
    });
    const after = { assignBy: input.assignBy, owners: input.owners };
    await recordAudit(tx, deps, "finding.change-assignment", {
      projectId: deps.projectId,
      before: { assignBy: before.assignBy, owners: before.owners },
      after,
      details: { from: before.assignBy, to: input.assignBy, owners: input.owners.length },
    });
  });
}

async function requireMembers(tx: Tx, deps: ProjectDeps, memberIds: readonly string[]): Promise<void> {
  const wanted = [...new Set(memberIds)];
  const found = await tx.db.member.count({
    where: { organizationId: deps.organizationId, id: { in: wanted }, removedAt: null },
  });
  if (found < wanted.length) throw findingError("finding.member-not-found");
}
