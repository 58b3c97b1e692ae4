import { actorUserId } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import type { FindingPolicy } from "../policy.ts";
import { policyHits } from "../sql/policy-hits.ts";
import { beginPolicy, lockPolicy, POLICY_TIMEOUT_MS } from "./begin-policy.ts";
import { type PolicyDeps, scopeOf, toPolicy } from "./policy-row.ts";
import { requireExpiry } from "./save-policy.ts";
import { tellAuthor } from "./tell-author.ts";

/**
 * Lets a policy begin as the second person. Throws finding.policy-not-found, finding.policy-stale,
 * finding.policy-same-person, finding.policy-not-now and finding.policy-expiry.
 */
export async function approvePolicy(
  deps: PolicyDeps,
  input: { readonly policy: string; readonly rowVersion: number },
): Promise<FindingPolicy> {
  return deps.withOrganization(
    async (tx) => {
      const row = await lockPolicy(tx, deps, input.policy);
      const approverId = actorUserId(deps);
      if (approverId === null || approverId === row.authorId) throw findingError("finding.policy-same-person");
      if (row.state !== "awaiting-approval") throw findingError("finding.policy-not-now");
      if (row.rowVersion !== input.rowVersion) throw findingError("finding.policy-stale");
      requireExpiry(tx, row.expiresAt);
      const hits = await policyHits(tx, deps, row.projectId, scopeOf(row));
      await beginPolicy(tx, deps, row, hits, { approverId, approvalNeeded: true });
      await tellAuthor(tx, deps, row, "finding.policy-approved", "Your finding policy was approved and has begun");
      return toPolicy(tx, deps, row.id);
    },
    { timeoutMs: POLICY_TIMEOUT_MS },
  );
}
