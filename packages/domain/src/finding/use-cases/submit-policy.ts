import { recordAudit } from "../../audit/server.ts";
import { notify } from "../../notification/server.ts";
import { findMembersWith } from "../../organization/server.ts";
import { actorUserId, type Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { type FindingPolicy, needsApproval } from "../policy.ts";
import { policyHits } from "../sql/policy-hits.ts";
import { beginPolicy, lockPolicy, POLICY_TIMEOUT_MS, tellPages } from "./begin-policy.ts";
import { type PolicyDeps, type PolicyRow, scopeOf, toPolicy } from "./policy-row.ts";
import { policyPath } from "./policy-path.ts";
import { readSettings } from "./read-settings.ts";
import { requireExpiry } from "./save-policy.ts";

/**
 * Lets the author's own draft begin, or asks a second person where one is needed. Throws finding.policy-not-found,
 * finding.policy-stale, finding.policy-not-yours, finding.policy-not-now and finding.policy-expiry.
 */
export async function submitPolicy(
  deps: PolicyDeps,
  input: { readonly policy: string; readonly rowVersion: number },
): Promise<FindingPolicy> {
  return deps.withOrganization(
    async (tx) => {
      const row = await lockPolicy(tx, deps, input.policy);
      if (row.state !== "draft") throw findingError("finding.policy-not-now");
      if (row.authorId !== actorUserId(deps)) throw findingError("finding.policy-not-yours");
      if (row.rowVersion !== input.rowVersion) throw findingError("finding.policy-stale");
      requireExpiry(tx, row.expiresAt);
      const scope = scopeOf(row);
      const hits = await policyHits(tx, deps, row.projectId, scope);
      const { secondPersonFrom } = await readSettings(tx, deps);
      const severities = hits.map((hit) => hit.severity);
      if (needsApproval(scope, severities, secondPersonFrom)) await ask(tx, deps, row, hits.length);
      else await beginPolicy(tx, deps, row, hits, { approverId: null, approvalNeeded: false });
      return toPolicy(tx, deps, row.id);
    },
    { timeoutMs: POLICY_TIMEOUT_MS },
  );
}

async function ask(tx: Tx, deps: PolicyDeps, row: PolicyRow, hits: number): Promise<void> {
  const { count } = await tx.db.findingPolicy.updateMany({
    where: { organizationId: deps.organizationId, id: row.id, rowVersion: row.rowVersion },
    data: { state: "awaiting-approval", approvalNeeded: true, note: null, rowVersion: { increment: 1 } },
  });
  if (count === 0) throw findingError("finding.policy-stale");
  const inProject = row.projectId === null ? {} : { projectId: row.projectId };
  await recordAudit(tx, deps, "finding.submit-policy", { subjectId: row.id, ...inProject, details: { hits } });
  const approvers = await findMembersWith(tx, deps, "finding:policy", row.projectId ?? undefined);
  await notify(tx, deps, {
    kind: "finding.approve-policy",
    title: `Approve a finding policy? It would decide on ${hits} ${hits === 1 ? "finding" : "findings"} now`,
    href: await policyPath(tx, deps, row),
    ...inProject,
    subjectId: row.id,
    to: { memberIds: approvers.map((member) => member.memberId) },
  });
  await tellPages(tx, deps, row);
}
