import { recordAudit } from "../../audit/server.ts";
import { actorUserId, type ProjectDeps } from "../../shared/server.ts";
import type { RestrictFinding } from "../access.ts";
import { findingError } from "../errors.ts";
import { toSummary } from "../row.ts";
import type { FindingSummary } from "../schema.ts";
import { findingRow } from "../sql/page-of-findings.ts";
import { addEvents, changeFinding } from "./change-finding.ts";
import { loadForDecision } from "./load-for-decision.ts";
import { lockFindings } from "./lock-findings.ts";
import { tellAccess } from "./tell-news.ts";

/**
 * Hides a finding from all who may not see restricted ones, or shows it to everyone again. Its owner keeps seeing it.
 * Throws finding.not-found and finding.stale.
 */
export async function restrictFinding(deps: ProjectDeps, input: RestrictFinding): Promise<FindingSummary> {
  return deps.withOrganization(async (tx) => {
    await lockFindings(tx, deps);
    const [finding] = await loadForDecision(tx, deps, [input]);
    if (finding === undefined) throw findingError("finding.not-found");
    const { restricted } = input;
    if (restricted !== finding.restricted) {
      const { organizationId } = deps;
      await changeFinding(tx, deps, finding, { restricted });
      if (restricted && finding.assigneeId !== null) {
        const grant = { organizationId, findingId: finding.id, memberId: finding.assigneeId };
        await tx.db.findingGrant.createMany({
          data: [{ ...grant, grantedById: actorUserId(deps), grantedAt: tx.now }],
          skipDuplicates: true,
        });
      }
      await tellAccess(tx, deps, finding.id);
      const [from, to] = restricted ? ["open", "restricted"] : ["restricted", "open"];
      await addEvents(tx, deps, [{ findingId: finding.id, kind: "restricted", origin: "human", from, to }]);
      await recordAudit(tx, deps, restricted ? "finding.restrict" : "finding.unrestrict", {
        subjectId: finding.id,
        projectId: deps.projectId,
        before: { restricted: finding.restricted },
        after: { restricted },
        details: { number: finding.number },
      });
    }
    return toSummary(await findingRow(tx, deps, finding.number));
  });
}
