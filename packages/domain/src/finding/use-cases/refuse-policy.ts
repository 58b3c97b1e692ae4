import { recordAudit } from "../../audit/server.ts";
import { actorUserId } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import type { FindingPolicy } from "../policy.ts";
import { tellPages } from "./begin-policy.ts";
import { loadPolicy, type PolicyDeps, toPolicy } from "./policy-row.ts";
import { tellAuthor } from "./tell-author.ts";

/**
 * Sends a policy that waits for approval back to its author, with the reason; the author may take it back too. Throws
 * finding.policy-not-found, finding.policy-stale and finding.policy-not-now.
 */
export async function refusePolicy(
  deps: PolicyDeps,
  input: { readonly policy: string; readonly rowVersion: number; readonly comment: string },
): Promise<FindingPolicy> {
  return deps.withOrganization(async (tx) => {
    const row = await loadPolicy(tx, deps, input.policy, true);
    if (row.state !== "awaiting-approval") throw findingError("finding.policy-not-now");
    const { count } = await tx.db.findingPolicy.updateMany({
      where: { organizationId: deps.organizationId, id: row.id, rowVersion: input.rowVersion, state: row.state },
      data: { state: "draft", approvalNeeded: false, note: input.comment, rowVersion: { increment: 1 } },
    });
    if (count === 0) throw findingError("finding.policy-stale", { details: { rowVersion: row.rowVersion } });
    await recordAudit(tx, deps, "finding.refuse-policy", {
      subjectId: row.id,
      ...(row.projectId === null ? {} : { projectId: row.projectId }),
      after: { comment: input.comment },
    });
    if (row.authorId !== actorUserId(deps)) {
      await tellAuthor(tx, deps, row, "finding.policy-refused", "Your finding policy was sent back");
    }
    await tellPages(tx, deps, row);
    return toPolicy(tx, deps, row.id);
  });
}
