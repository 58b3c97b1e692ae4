import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import type { RevokeFindingGrant } from "../access.ts";
import { findingError } from "../errors.ts";
import type { Person } from "../schema.ts";
import { announceFindings } from "./announce-findings.ts";
import { addEvents } from "./change-finding.ts";
import { findFinding } from "./find-finding.ts";
import { readAccess } from "./readers.ts";
import { tellAccess } from "./tell-news.ts";

/**
 * Takes a member's sight of a restricted finding away; the answer is who may see it now. Throws finding.not-found and
 * finding.member-not-found.
 */
export async function revokeFindingGrant(deps: ProjectDeps, input: RevokeFindingGrant): Promise<Person[]> {
  return deps.withOrganization(async (tx) => {
    const finding = await findFinding(tx, deps, input.number, { id: true });
    const { organizationId } = deps;
    const { memberId } = input;
    const member = await tx.db.member.findFirst({
      where: { organizationId, id: memberId, findingGrants: { some: { findingId: finding.id } } },
      select: { user: { select: { name: true } } },
    });
    if (member === null) throw findingError("finding.member-not-found");
    await tx.db.findingGrant.deleteMany({ where: { organizationId, findingId: finding.id, memberId } });
    await tellAccess(tx, deps, finding.id);
    await addEvents(tx, deps, [{ findingId: finding.id, kind: "grant", origin: "human", from: member.user.name }]);
    await recordAudit(tx, deps, "finding.revoke-grant", {
      subjectId: finding.id,
      projectId: deps.projectId,
      details: { number: input.number, memberId },
    });
    await announceFindings(tx, deps, finding.id);
    return readAccess(tx, deps, finding.id);
  });
}
