import type { Deps } from "../../shared/server.ts";
import { type Permission, projectPermissions } from "../permissions.ts";
import { toGrantRole, toRole } from "../row.ts";

/**
 * What the person behind a job may at this moment in one project: jobs act with the requester's rights as they are when
 * the job runs. Null when the person is no longer a member or was disabled.
 */
export async function resolveActor(
  deps: Deps,
  who: { readonly userId: string; readonly projectId: string },
): Promise<{ memberId: string; permissions: ReadonlySet<Permission> } | null> {
  return deps.withOrganization(async (tx) => {
    const member = await tx.db.member.findFirst({
      where: {
        organizationId: deps.organizationId,
        userId: who.userId,
        removedAt: null,
        user: { disabledAt: null },
      },
      select: { id: true, role: true, grants: { where: { projectId: who.projectId }, select: { role: true } } },
    });
    if (member === null) return null;
    const grants = member.grants.map((grant) => toGrantRole(grant.role));
    return { memberId: member.id, permissions: projectPermissions(toRole(member.role), grants) };
  });
}
