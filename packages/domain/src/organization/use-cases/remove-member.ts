import { recordAudit } from "../../audit/server.ts";
import type { Deps } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { isRoleWithin } from "../role-bound.ts";
import { actingRole, announceOrganization, lockMembers, readMember, requireOtherOwner } from "../row.ts";
import type { RemoveMember } from "../schema.ts";
import { revokeTokensOf } from "./revoke-api-token.ts";
import { withdrawInvitationsOf } from "./revoke-invitation.ts";

/**
 * Ends a membership with its grants, its tokens and the invitations that it gave out; what the person did stays theirs.
 * Throws organization.role-above-own, organization.last-owner and organization.member-not-found.
 */
export async function removeMember(deps: Deps, input: RemoveMember): Promise<void> {
  await deps.withOrganization(async (tx) => {
    await lockMembers(tx, deps);
    const own = await actingRole(tx, deps);
    const member = await readMember(tx, deps, input.memberId);
    if (!isRoleWithin(member.role, own)) throw fail("organization.role-above-own");
    if (member.role === "owner") await requireOtherOwner(tx, deps, member.id);
    const { organizationId } = deps;
    await tx.db.grant.deleteMany({ where: { organizationId, memberId: member.id } });
    await tx.db.member.updateMany({
      where: { organizationId, id: member.id },
      data: { removedAt: tx.now, rowVersion: { increment: 1 } },
    });
    await withdrawInvitationsOf(tx, deps, member, () => true);
    await revokeTokensOf(tx, deps, member.id);
    await recordAudit(tx, deps, "organization.remove-member", {
      subjectId: member.id,
      before: member.role,
      details: { role: member.role },
    });
    await announceOrganization(tx, deps, member.id);
  });
}
