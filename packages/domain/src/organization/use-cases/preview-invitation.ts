import { limitLinkGuesses, type SignInDeps } from "../../identity/server.ts";
import { fail } from "../errors.ts";
import { readInvitationToken } from "../invitation-token.ts";
import { toRole } from "../row.ts";
import type { InvitationPreview } from "../schema.ts";

/**
 * What the link's holder sees before accepting. Throws organization.invitation-not-found (wrong, used, withdrawn and
 * expired links alike) and identity.too-many-attempts.
 */
export async function previewInvitation(deps: SignInDeps, token: string): Promise<InvitationPreview> {
  await limitLinkGuesses(deps);
  const key = readInvitationToken(token);
  if (key === undefined) throw fail("organization.invitation-not-found");
  return deps.database.withOrganization(key.organizationId, async (tx) => {
    const { organizationId } = key;
    const row = await tx.db.invitation.findFirst({
      where: { organizationId, tokenHash: key.hash, acceptedAt: null, revokedAt: null, expiresAt: { gt: tx.now } },
      select: { email: true, role: true, invitedById: true, expiresAt: true, organization: { select: { name: true } } },
    });
    if (row === null) throw fail("organization.invitation-not-found");
    const inviter = await tx.db.user.findUnique({ where: { id: row.invitedById }, select: { name: true } });
    const { email, expiresAt } = row;
    return {
      organizationName: row.organization.name,
      role: toRole(row.role),
      email,
      invitedBy: inviter?.name ?? "someone",
      expiresAt,
    };
  });
}
