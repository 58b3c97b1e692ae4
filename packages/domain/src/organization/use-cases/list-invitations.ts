import { toTypedId } from "../../shared/index.ts";
import type { Deps } from "../../shared/server.ts";
import { toRole } from "../row.ts";
import type { InvitationEntry } from "../schema.ts";

/** Invitations that could still be accepted, the newest first. */
export async function listInvitations(deps: Deps): Promise<InvitationEntry[]> {
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.invitation.findMany({
      where: { organizationId: deps.organizationId, acceptedAt: null, revokedAt: null, expiresAt: { gt: tx.now } },
      select: { id: true, email: true, role: true, invitedById: true, createdAt: true, expiresAt: true },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    });
    const people = await tx.db.user.findMany({
      where: { id: { in: [...new Set(rows.map((row) => row.invitedById))] } },
      select: { id: true, name: true },
    });
    const names = new Map(people.map((person) => [person.id, person.name]));
    return rows.map(({ id, email, role, invitedById, createdAt, expiresAt }) => ({
      ...{ id: toTypedId("invitation", id), email, role: toRole(role), createdAt, expiresAt },
      invitedBy: names.get(invitedById) ?? "someone",
    }));
  });
}
