import { recordAudit } from "../../audit/server.ts";
import type { Deps, Tx } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import type { Role } from "../permissions.ts";
import { announceOrganization, toRole } from "../row.ts";
import type { RevokeInvitation } from "../schema.ts";

/** Withdraws an invitation that nobody has accepted. Throws organization.invitation-not-found. */
export async function revokeInvitation(deps: Deps, input: RevokeInvitation): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const { count } = await tx.db.invitation.updateMany({
      where: { organizationId: deps.organizationId, id: input.invitationId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: tx.now },
    });
    if (count === 0) throw fail("organization.invitation-not-found");
    await recordAudit(tx, deps, "organization.revoke-invitation", { subjectId: input.invitationId });
    await announceOrganization(tx, deps, input.invitationId);
  });
}

/**
 * Withdraws the pending invitations that a member gave out and that the member could not give any more: nobody may
 * join with more than a present member could grant.
 */
export async function withdrawInvitationsOf(
  tx: Tx,
  deps: Deps,
  member: { readonly userId: string },
  tooMuch: (role: Role) => boolean,
): Promise<void> {
  const { organizationId } = deps;
  const pending = await tx.db.invitation.findMany({
    where: { organizationId, invitedById: member.userId, acceptedAt: null, revokedAt: null },
    select: { id: true, role: true },
  });
  const ids = pending.filter((invitation) => tooMuch(toRole(invitation.role))).map((invitation) => invitation.id);
  if (ids.length === 0) return;
  await tx.db.invitation.updateMany({ where: { organizationId, id: { in: ids } }, data: { revokedAt: tx.now } });
  for (const id of ids)
    await recordAudit(tx, deps, "organization.revoke-invitation", {
      subjectId: id,
      details: { because: "role of the inviter" },
    });
}
