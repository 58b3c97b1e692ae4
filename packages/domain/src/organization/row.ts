import type { Deps, Tx } from "../shared/server.ts";
import { fail } from "./errors.ts";
import { GRANT_ROLES, type GrantRole, ROLES, type Role } from "./permissions.ts";

/** A role column as a role; the database's CHECK allows no other text. */
export function toRole(text: string): Role {
  const role = ROLES.find((known) => known === text);
  if (role === undefined) throw new Error(`unknown role ${text}`);
  return role;
}

export function toGrantRole(text: string): GrantRole {
  const role = GRANT_ROLES.find((known) => known === text);
  if (role === undefined) throw new Error(`unknown role of a grant ${text}`);
  return role;
}

export interface MemberRow {
  readonly id: string;
  readonly userId: string;
  readonly role: Role;
  readonly rowVersion: number;
}

/** An active member within the organization. Throws organization.member-not-found. */
export async function readMember(tx: Tx, deps: Deps, memberId: string): Promise<MemberRow> {
  const row = await tx.db.member.findFirst({
    where: { organizationId: deps.organizationId, id: memberId, removedAt: null },
    select: { id: true, userId: true, role: true, rowVersion: true },
  });
  if (row === null) throw fail("organization.member-not-found");
  return { ...row, role: toRole(row.role) };
}

/** The acting member's role as it is now; the system acts as an owner. */
export async function actingRole(tx: Tx, deps: Deps): Promise<Role> {
  return deps.actor.kind === "system" ? "owner" : (await readMember(tx, deps, deps.actor.memberId)).role;
}

/** Lets changes of members happen one after the other, so that two owners cannot both leave. */
export async function lockMembers(tx: Tx, deps: Deps): Promise<void> {
  await tx.db.$queryRaw`SELECT 1 FROM "organization" WHERE "id" = ${deps.organizationId}::uuid FOR UPDATE`;
}

/** Throws organization.last-owner when nobody else is an owner. */
export async function requireOtherOwner(tx: Tx, deps: Deps, memberId: string): Promise<void> {
  const others = await tx.db.member.count({
    where: {
      organizationId: deps.organizationId,
      role: "owner",
      removedAt: null,
      id: { not: memberId },
      user: { disabledAt: null },
    },
  });
  if (others === 0) throw fail("organization.last-owner");
}

/** Tells open pages and streams that something about the organization or a member changed. */
export async function announceOrganization(tx: Tx, deps: Deps, subjectId: string): Promise<void> {
  await tx.announce({ organizationId: deps.organizationId, topic: "organization", subjectId });
}
