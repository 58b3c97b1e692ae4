import type { Deps, Tx } from "../../shared/server.ts";
import { MEMBER_PERMISSIONS, type Permission, projectPermissions } from "../permissions.ts";
import { toGrantRole, toRole } from "../row.ts";

/** A member with what they may, everywhere and in each project. */
export interface MemberRights {
  readonly memberId: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** In the organization for null, else in that project with the grants for it. */
  may(permission: Permission, projectId: string | null): boolean;
}

/** Active members with all their rights: for who decides whom to tell about many projects at once. */
export async function findRights(tx: Tx, deps: Deps): Promise<MemberRights[]> {
  const rows = await tx.db.member.findMany({
    where: { organizationId: deps.organizationId, removedAt: null, user: { disabledAt: null } },
    select: {
      ...{ id: true, userId: true, role: true },
      user: { select: { name: true, email: true } },
      grants: { where: { projectId: { not: null } }, select: { role: true, projectId: true } },
    },
    orderBy: { id: "asc" },
  });
  return rows.map((row) => {
    const role = toRole(row.role);
    return {
      ...{ memberId: row.id, userId: row.userId, name: row.user.name, email: row.user.email },
      may(permission, projectId) {
        if (MEMBER_PERMISSIONS[role].has(permission)) return true;
        const grants = row.grants.filter((grant) => grant.projectId === projectId);
        return projectPermissions(
          role,
          grants.map((grant) => toGrantRole(grant.role)),
        ).has(permission);
      },
    };
  });
}
