import { recordAudit } from "../../audit/server.ts";
import { notify } from "../../notification/server.ts";
import { findMembersWith } from "../../organization/server.ts";
import { actorUserId, type ProjectDeps } from "../../shared/server.ts";
import type { GrantFinding } from "../access.ts";
import { findingError } from "../errors.ts";
import type { Person } from "../schema.ts";
import { announceFindings, projectPath } from "./announce-findings.ts";
import { addEvents } from "./change-finding.ts";
import { findFinding } from "./find-finding.ts";
import { readAccess } from "./readers.ts";
import { tellAccess } from "./tell-news.ts";

/**
 * Opens a restricted finding to a member who may read findings of the project; the answer is who may see it now.
 * Throws finding.not-found and finding.member-not-found.
 */
export async function grantFinding(deps: ProjectDeps, input: GrantFinding): Promise<Person[]> {
  return deps.withOrganization(async (tx) => {
    const finding = await findFinding(tx, deps, input.number, { id: true });
    const readers = await findMembersWith(tx, deps, "finding:read", deps.projectId);
    const member = readers.find((each) => each.memberId === input.memberId);
    if (member === undefined) throw findingError("finding.member-not-found");
    const grant = { organizationId: deps.organizationId, findingId: finding.id, memberId: member.memberId };
    const { count } = await tx.db.findingGrant.createMany({
      data: [{ ...grant, grantedById: actorUserId(deps), grantedAt: tx.now }],
      skipDuplicates: true,
    });
    if (count > 0) {
      await tellAccess(tx, deps, finding.id);
      await addEvents(tx, deps, [{ findingId: finding.id, kind: "grant", origin: "human", to: member.name }]);
      await recordAudit(tx, deps, "finding.grant", {
        subjectId: finding.id,
        projectId: deps.projectId,
        details: { number: input.number, memberId: member.memberId },
      });
      await notify(tx, deps, {
        kind: "finding.grant",
        title: `F-${input.number} was opened to you`,
        href: `${await projectPath(tx, deps)}/finding/F-${input.number}`,
        projectId: deps.projectId,
        subjectId: finding.id,
        to: { memberIds: [member.memberId] },
      });
      await announceFindings(tx, deps, finding.id);
    }
    return readAccess(tx, deps, finding.id);
  });
}
