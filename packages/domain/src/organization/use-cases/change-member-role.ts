import { recordAudit } from "../../audit/server.ts";
import type { Deps } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { isRoleWithin } from "../role-bound.ts";
import { actingRole, announceOrganization, lockMembers, readMember, requireOtherOwner } from "../row.ts";
import type { ChangeMemberRole } from "../schema.ts";
import { withdrawInvitationsOf } from "./revoke-invitation.ts";

/**
 * Gives a member another role. Both the old and the new one must be within the acting member's own; the last owner
 * stays one. Throws organization.role-above-own, organization.last-owner, organization.stale and
 * organization.member-not-found.
 */
export async function changeMemberRole(deps: Deps, input: ChangeMemberRole): Promise<{ rowVersion: number }> {
  return deps.withOrganization(async (tx) => {
    await lockMembers(tx, deps);
    const own = await actingRole(tx, deps);
    const member = await readMember(tx, deps, input.memberId);
    if (!isRoleWithin(input.role, own) || !isRoleWithin(member.role, own)) throw fail("organization.role-above-own");
    if (member.rowVersion !== input.rowVersion) {
      throw fail("organization.stale", { details: { role: member.role, rowVersion: member.rowVersion } });
    }
    if (member.role === "owner" && input.role !== "owner") await requireOtherOwner(tx, deps, member.id);
    await tx.db.member.updateMany({
      where: { organizationId: deps.organizationId, id: member.id },
      data: { role: input.role, rowVersion: { increment: 1 } },
    });
    await withdrawInvitationsOf(tx, deps, member, (role) => !isRoleWithin(role, input.role));
    await recordAudit(tx, deps, "organization.change-role", {
      subjectId: member.id,
      ...{ before: member.role, after: input.role },
      details: { from: member.role, to: input.role },
    });
    await announceOrganization(tx, deps, member.id);
    return { rowVersion: member.rowVersion + 1 };
  });
}
