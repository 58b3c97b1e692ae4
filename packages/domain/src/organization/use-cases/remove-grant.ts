import { recordAudit } from "../../audit/server.ts";
import type { Deps } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { isGrantWithin } from "../role-bound.ts";
import { actingRole, announceOrganization, lockMembers, toGrantRole } from "../row.ts";
import type { RemoveGrant } from "../schema.ts";

/** Takes a role for a project away. Throws organization.grant-not-found and organization.role-above-own. */
export async function removeGrant(deps: Deps, input: RemoveGrant): Promise<void> {
  await deps.withOrganization(async (tx) => {
    await lockMembers(tx, deps);
    const where = { organizationId: deps.organizationId, id: input.grantId };
    const grant = await tx.db.grant.findFirst({
      where,
      select: { id: true, memberId: true, role: true, projectId: true },
    });
    if (grant === null) throw fail("organization.grant-not-found");
    if (!isGrantWithin(toGrantRole(grant.role), await actingRole(tx, deps))) throw fail("organization.role-above-own");
    await tx.db.grant.deleteMany({ where });
    const details = { memberId: grant.memberId, role: grant.role };
    await recordAudit(tx, deps, "organization.remove-grant", {
      ...{ subjectId: grant.id, before: details, details },
      ...(grant.projectId === null ? {} : { projectId: grant.projectId }),
    });
    await announceOrganization(tx, deps, grant.memberId);
  });
}
