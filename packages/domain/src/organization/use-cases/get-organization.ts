import type { UserDeps } from "../../identity/server.ts";
import { toTypedId } from "../../shared/index.ts";
import type { Deps } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { PERMISSIONS } from "../permissions.ts";
import { toRole } from "../row.ts";
import type { Membership, Organization } from "../schema.ts";

/** The organization that is open, with the acting member's role and permissions. */
export async function getOrganization(deps: Deps): Promise<Organization> {
  return deps.withOrganization(async (tx) => {
    const memberId = deps.actor.kind === "user" ? deps.actor.memberId : undefined;
    const row = await tx.db.organization.findUnique({
      where: { id: deps.organizationId },
      select: {
        ...{ id: true, slug: true, name: true, demo: true, createdAt: true, rowVersion: true },
        members: {
          where: { removedAt: null, ...(memberId === undefined ? {} : { id: memberId }) },
          select: { id: true, role: true },
          take: 1,
        },
      },
    });
    const member = row?.members[0];
    if (row === null || row === undefined || member === undefined) throw fail("organization.not-found");
    const { slug, name, demo, createdAt, rowVersion } = row;
    return {
      ...{ id: toTypedId("organization", row.id), slug, name, demo, createdAt, rowVersion },
      role: toRole(member.role),
      memberId: toTypedId("member", member.id),
      permissions: PERMISSIONS.filter((permission) => deps.can(permission)),
    };
  });
}

/** The organizations of the signed-in person, by name. */
export async function listMemberships(deps: UserDeps): Promise<Membership[]> {
  return deps.withUser(async (tx) => {
    const rows = await tx.db.member.findMany({
      where: { userId: deps.userId, removedAt: null },
      select: { role: true, organization: { select: { slug: true, name: true, demo: true } } },
    });
    return rows
      .map((row) => ({ ...row.organization, role: toRole(row.role) }))
      .sort((a, b) => a.name.localeCompare(b.name, "en") || a.slug.localeCompare(b.slug));
  });
}
