import { recordAudit } from "../../audit/server.ts";
import { newId, toTypedId } from "../../shared/index.ts";
import type { Deps } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { isGrantWithin } from "../role-bound.ts";
import { actingRole, announceOrganization, lockMembers, readMember } from "../row.ts";
import type { AddGrant } from "../schema.ts";

/**
 * Gives a member a role for one project. Throws organization.member-not-found, organization.not-found (project),
 * organization.role-above-own and organization.grant-exists.
 */
export async function addGrant(deps: Deps, input: AddGrant): Promise<{ id: string }> {
  return deps.withOrganization(async (tx) => {
    await lockMembers(tx, deps);
    const { organizationId } = deps;
    if (!isGrantWithin(input.role, await actingRole(tx, deps))) throw fail("organization.role-above-own");
    const member = await readMember(tx, deps, input.memberId);
    const project = await tx.db.project.findFirst({
      where: { organizationId, slug: input.projectSlug },
      select: { id: true },
    });
    if (project === null) throw fail("organization.not-found");
    const key = { organizationId, memberId: member.id, projectId: project.id, role: input.role };
    // Looked up under the lock: the unique index does not see equal rows whose engagement is null.
    if ((await tx.db.grant.findFirst({ where: key, select: { id: true } })) !== null)
      throw fail("organization.grant-exists");
    const id = newId();
    await tx.db.grant.createMany({ data: [{ id, ...key, createdAt: tx.now }] });
    const details = { memberId: member.id, role: input.role };
    await recordAudit(tx, deps, "organization.add-grant", {
      subjectId: id,
      projectId: project.id,
      after: details,
      details,
    });
    await announceOrganization(tx, deps, member.id);
    return { id: toTypedId("grant", id) };
  });
}
