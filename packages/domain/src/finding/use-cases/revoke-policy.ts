import { findingError } from "../errors.ts";
import type { FindingPolicy } from "../policy.ts";
import { POLICY_TIMEOUT_MS } from "./begin-policy.ts";
import { endPolicy } from "./end-policy.ts";
import { loadPolicy, type PolicyDeps, toPolicy } from "./policy-row.ts";

/**
 * Ends a policy before its day, with the reason; a draft is thrown away so. Throws finding.policy-not-found,
 * finding.policy-stale and finding.policy-not-now.
 */
export async function revokePolicy(
  deps: PolicyDeps,
  input: { readonly policy: string; readonly rowVersion: number; readonly comment: string },
): Promise<FindingPolicy> {
  return deps.withOrganization(
    async (tx) => {
      const row = await loadPolicy(tx, deps, input.policy, true);
      if (row.rowVersion !== input.rowVersion) throw findingError("finding.policy-stale");
      const { ended } = await endPolicy(tx, deps, row, { state: "revoked", note: input.comment });
      if (!ended) throw findingError("finding.policy-not-now");
      return toPolicy(tx, deps, row.id);
    },
    { timeoutMs: POLICY_TIMEOUT_MS },
  );
}
