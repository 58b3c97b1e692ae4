import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { toSummary } from "../row.ts";
import type { AssignFinding, FindingSummary } from "../schema.ts";
import { findingRow } from "../sql/page-of-findings.ts";
import { addEvents, changeFinding } from "./change-finding.ts";
import { loadForDecision } from "./load-for-decision.ts";
import { lockFindings } from "./lock-findings.ts";
import { requireReader } from "./readers.ts";
import { tellAssigned } from "./tell-news.ts";

/**
 * Gives findings to a member, or to nobody; all or none. Throws finding.not-found, finding.stale,
 * finding.member-not-found and finding.not-opened.
 */
export async function assignFinding(deps: ProjectDeps, input: AssignFinding): Promise<FindingSummary[]> {
  return deps.withOrganization(async (tx) => {
    await lockFindings(tx, deps);
    const to = input.assignee === null ? null : await memberName(tx, deps, input.assignee);
    const findings = await loadForDecision(tx, deps, input.findings);
    const given: string[] = [];
    for (const finding of findings) {
      if (finding.assigneeId === input.assignee) continue;
      if (input.assignee !== null) await requireReader(tx, deps, finding, input.assignee);
      const from =
        finding.assigneeId === null ? null : await memberName(tx, deps, finding.assigneeId).catch(() => null);
      await changeFinding(tx, deps, finding, { assigneeId: input.assignee });
      await addEvents(tx, deps, [{ findingId: finding.id, kind: "assign", origin: "human", from, to }]);
      await recordAudit(tx, deps, "finding.assign", {
        subjectId: finding.id,
        projectId: deps.projectId,
        before: { assigneeId: finding.assigneeId },
        after: { assigneeId: input.assignee },
        details: { number: finding.number },
      });
      given.push(finding.id);
    }
    if (input.assignee !== null) await tellAssigned(tx, deps, given, input.assignee);
    const rows: FindingSummary[] = [];
    for (const { number } of findings) {
      rows.push(toSummary(await findingRow(tx, deps, number)));
    }
    return rows;
  });
}

async function memberName(tx: Tx, deps: ProjectDeps, memberId: string): Promise<string> {
  const row = await tx.db.member.findFirst({
    where: { organizationId: deps.organizationId, id: memberId, removedAt: null },
    select: { user: { select: { name: true } } },
  });
  if (row === null) throw findingError("finding.member-not-found");
  return row.user.name;
}
