import { actorToken, type Asking, type Deps, Prisma } from "../../shared/server.ts";
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
  from: Asking,
  deps: Deps,
  permission: Permission,
  projectId?: string,
): Promise<MemberWith[]> {
  const rows = await from.ask<MemberWith & { role: string; grants: string[] }>(Prisma.sql`
    SELECT m."id" AS "memberId", m."user_id" AS "userId", u."name", m."role",
      ARRAY(SELECT g."role" FROM "grant" g WHERE g."organization_id" = m."organization_id" AND g."member_id" = m."id"
            AND g."project_id" = ${projectId ?? null}::uuid) AS "grants"
    FROM "member" m JOIN "user" u ON u."id" = m."user_id" AND u."disabled_at" IS NULL
    WHERE m."organization_id" = ${deps.organizationId}::uuid AND m."removed_at" IS NULL`);
  return rows
    .filter((row) => {
      const role = toRole(row.role);
      if (projectId === undefined) return MEMBER_PERMISSIONS[role].has(permission);
      return projectPermissions(role, row.grants.map(toGrantRole)).has(permission);
    })
    .map(({ memberId, userId, name }) => ({ memberId, userId, name }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/**
 * In which projects the acting member has a permission, for lists over all projects: "all", or the ids of those that
 * grants open; by a token in no more than the token opens. Every organization-wide list of project rows must filter by
 * it.
 */
export async function findProjectsWith(from: Asking, deps: Deps, permission: Permission): Promise<"all" | string[]> {
  if (deps.actor.kind === "system") return "all";
  const grants = await from.ask<{ memberRole: string; role: string | null; projectId: string | null }>(Prisma.sql`
    SELECT m."role" AS "memberRole", g."role", g."project_id" AS "projectId"
    FROM "member" m
    LEFT JOIN "grant" g ON g."organization_id" = m."organization_id" AND g."member_id" = m."id"
      AND g."project_id" IS NOT NULL
    WHERE m."organization_id" = ${deps.organizationId}::uuid AND m."id" = ${deps.actor.memberId}::uuid
      AND m."removed_at" IS NULL`);
  const [member] = grants;
  if (member === undefined) return [];
  const token = actorToken(deps);
  if (token !== null && !token.permissions.has(permission)) return [];
  const within = (ids: string[]): string[] =>
    token?.projectId == null ? ids : ids.filter((id) => id === token.projectId);
  const role = toRole(member.memberRole);
  if (MEMBER_PERMISSIONS[role].has(permission)) return token?.projectId == null ? "all" : [token.projectId];
  const open = grants.flatMap((grant) =>
    grant.role !== null &&
    grant.projectId !== null &&
    projectPermissions(role, [toGrantRole(grant.role)]).has(permission)
      ? [grant.projectId]
      : [],
  );
  return within([...new Set(open)]);
}
