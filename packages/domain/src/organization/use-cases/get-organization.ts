import type { UserDeps } from "../../identity/server.ts";
import { toTypedId } from "../../shared/index.ts";
import { type Deps, Prisma } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { PERMISSIONS } from "../permissions.ts";
import { toRole } from "../row.ts";
import type { Membership, Organization } from "../schema.ts";

interface OrganizationRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly demo: boolean;
  readonly createdAt: Date;
  readonly rowVersion: number;
  readonly memberId: string;
  readonly role: string;
}

/** The organization that is open, with the acting member's role and permissions. */
export async function getOrganization(deps: Deps): Promise<Organization> {
  const isOwn = deps.actor.kind === "user" ? Prisma.sql`AND m."id" = ${deps.actor.memberId}::uuid` : Prisma.empty;
  const [row] = await deps.ask<OrganizationRow>(Prisma.sql`
    SELECT o."id", o."slug", o."name", o."demo", o."created_at" AS "createdAt", o."row_version" AS "rowVersion",
      m."id" AS "memberId", m."role"
    FROM "organization" o
    JOIN "member" m ON m."organization_id" = o."id" AND m."removed_at" IS NULL ${isOwn}
    WHERE o."id" = ${deps.organizationId}::uuid LIMIT 1`);
  if (row === undefined) throw fail("organization.not-found");
  return {
    ...row,
    id: toTypedId("organization", row.id),
    role: toRole(row.role),
    memberId: toTypedId("member", row.memberId),
    permissions: PERMISSIONS.filter((permission) => deps.can(permission)),
  };
}

interface MembershipRow {
  readonly role: string;
  readonly slug: string;
  readonly name: string;
  readonly demo: boolean;
}

/** The organizations of the signed-in person, by name. */
export async function listMemberships(deps: UserDeps): Promise<Membership[]> {
  const rows = await deps.ask<MembershipRow>(Prisma.sql`
    SELECT m."role", o."slug", o."name", o."demo"
    FROM "member" m JOIN "organization" o ON o."id" = m."organization_id"
    WHERE m."user_id" = ${deps.userId}::uuid AND m."removed_at" IS NULL`);
  return rows
    .map((row) => ({ ...row, role: toRole(row.role) }))
    .sort((a, b) => a.name.localeCompare(b.name, "en") || a.slug.localeCompare(b.slug));
}
