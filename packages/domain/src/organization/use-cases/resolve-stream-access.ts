import type { Database } from "../../shared/server.ts";
import { MEMBER_PERMISSIONS, type Permission, projectPermissions } from "../permissions.ts";
import { toGrantRole, toRole } from "../row.ts";
import { resolveAccess } from "./resolve-access.ts";

/** What an open stream may tell a member: permissions in the organization, and in projects where grants add to them. */
export interface StreamAccess {
  readonly organizationId: string;
  readonly memberId: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly projects: ReadonlyMap<string, ReadonlySet<Permission>>;
}

/** Reads the access of a stream as it is now; null for non-members. Streams ask again and again. */
export async function resolveStreamAccess(
  database: Database,
  who: { readonly userId: string; readonly organization: string },
): Promise<StreamAccess | null> {
  const access = await resolveAccess(database, who);
  if (access === null) return null;
  const { organizationId, memberId } = access;
  return database.withOrganization(organizationId, async (tx) => {
    const member = await tx.db.member.findFirst({
      where: { organizationId, id: memberId, removedAt: null },
      select: { role: true, grants: { where: { projectId: { not: null } }, select: { role: true, projectId: true } } },
    });
    if (member === null) return null;
    const role = toRole(member.role);
    const ids = [...new Set(member.grants.map((grant) => grant.projectId).filter((id) => id !== null))];
    const projects = new Map(
      ids.map((id) => {
        const grants = member.grants.filter((grant) => grant.projectId === id).map((grant) => toGrantRole(grant.role));
        return [id, projectPermissions(role, grants)] as const;
      }),
    );
    return { organizationId, memberId, permissions: MEMBER_PERMISSIONS[role], projects };
  });
}
