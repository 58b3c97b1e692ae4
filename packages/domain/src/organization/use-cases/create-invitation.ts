import { recordAudit } from "../../audit/server.ts";
import { newId, toTypedId } from "../../shared/index.ts";
import { actorUserId, type Deps } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { INVITATION_MS, newInvitationToken } from "../invitation-token.ts";
import { isRoleWithin } from "../role-bound.ts";
import { actingRole, announceOrganization } from "../row.ts";
import type { CreateInvitation } from "../schema.ts";

/** What the inviting person sees once: the link's token is not stored. */
export interface CreatedInvitation {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: Date;
}

/** Invites by link, valid once and for seven days. Throws organization.role-above-own. */
export async function createInvitation(deps: Deps, input: CreateInvitation): Promise<CreatedInvitation> {
  return deps.withOrganization(async (tx) => {
    if (!isRoleWithin(input.role, await actingRole(tx, deps))) throw fail("organization.role-above-own");
    const invitedById = actorUserId(deps);
    if (invitedById === null) throw fail("organization.forbidden");
    const id = newId();
    const { token, hash } = newInvitationToken(deps.organizationId);
    const expiresAt = new Date(tx.now.getTime() + INVITATION_MS);
    const email = input.email ?? null;
    await tx.db.invitation.createMany({
      data: [
        {
          organizationId: deps.organizationId,
          id,
          email,
          role: input.role,
          tokenHash: hash,
          invitedById,
          createdAt: tx.now,
          expiresAt,
        },
      ],
    });
    await recordAudit(tx, deps, "organization.invite", {
      subjectId: id,
      details: { role: input.role, forAddress: email !== null },
    });
    await announceOrganization(tx, deps, id);
    return { id: toTypedId("invitation", id), token, expiresAt };
  });
}
