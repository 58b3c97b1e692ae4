import { actorToken, type Deps, type Tx } from "../../shared/server.ts";
import { MEMBER_PERMISSIONS, type Permission, projectPermissions } from "../permissions.ts";
import { toGrantRole, toRole } from "../row.ts";

export interface MemberWith {
  readonly memberId: string;
  readonly userId: string;
  readonly name: string;
}

/**
 * Active members that have a permission: everywhere in the organization, or in one project with their grants for it.
 * Ordered by name. For those to tell, and those to assign.
 */
export async function findMembersWith(
  tx: Tx,
  deps: Deps,
  permission: Permission,
  projectId?: string,
): Promise<MemberWith[]> {
  const rows = await tx.db.member.findMany({
    where: { organizationId: deps.organizationId, removedAt: null, user: { disabledAt: null } },
    select: {
      ...{ id: true, userId: true, role: true },
      user: { select: { name: true } },
      grants: { where: { projectId: projectId ?? null }, select: { role: true } },
    },
  });
  return rows
    .filter((row) => {
      const role = toRole(row.role);
      if (projectId === undefined) return MEMBER_PERMISSIONS[role].has(permission);
      return projectPermissions(
        role,
        row.grants.map((grant) => toGrantRole(grant.role)),
      ).has(permission);
    })
    .map((row) => ({ memberId: row.id, userId: row.userId, name: row.user.name }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/**
 * In which projects the acting member has a permission, for lists over all projects: "all", or the ids of those that
 * grants open; by a token in no more than the token opens. Every organization-wide list of project rows must filter by
 * it.
 */
export async function findProjectsWith(tx: Tx, deps: Deps, permission: Permission): Promise<"all" | string[]> {
  if (deps.actor.kind === "system") return "all";
  const member = await tx.db.member.findFirst({
    where: { organizationId: deps.organizationId, id: deps.actor.memberId, removedAt: null },
    select: { role: true, grants: { where: { projectId: { not: null } }, select: { role: true, projectId: true } } },
  });
  if (member === null) return [];
  const token = actorToken(deps);
  if (token !== null && !token.permissions.has(permission)) return [];
  const within = (ids: string[]): string[] =>
    token?.projectId == null ? ids : ids.filter((id) => id === token.projectId);
  const role = toRole(member.role);
  if (MEMBER_PERMISSIONS[role].has(permission)) return token?.projectId == null ? "all" : [token.projectId];
  const open = member.grants.filter((grant) => projectPermissions(role, [toGrantRole(grant.role)]).has(permission));
  return within([...new Set(open.map((grant) => grant.projectId).filter((id) => id !== null))]);
}
