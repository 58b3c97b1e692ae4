import { toTypedId } from "../../shared/index.ts";
import type { Deps } from "../../shared/server.ts";
import { toGrantRole, toRole } from "../row.ts";
import type { MemberEntry } from "../schema.ts";

/** All active members with their grants, by name. */
export async function listMembers(deps: Deps): Promise<MemberEntry[]> {
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.member.findMany({
      where: { organizationId: deps.organizationId, removedAt: null },
      select: {
        ...{ id: true, role: true, createdAt: true, rowVersion: true, userId: true },
        user: { select: { name: true, email: true } },
        grants: {
          select: { id: true, role: true, project: { select: { slug: true, name: true } } },
          orderBy: { createdAt: "asc" },
        },
      },
    });
    const self = deps.actor.kind === "user" ? deps.actor.userId : null;
    return rows
      .map((row) => ({
        ...{ id: toTypedId("member", row.id), name: row.user.name, email: row.user.email, role: toRole(row.role) },
        ...{ joinedAt: row.createdAt, rowVersion: row.rowVersion, self: row.userId === self },
        grants: row.grants.map((grant) => ({
          ...{ id: toTypedId("grant", grant.id), role: toGrantRole(grant.role), project: grant.project },
        })),
      }))
      .sort((a, b) => a.name.localeCompare(b.name, "en") || a.email.localeCompare(b.email));
  });
}
