import type { FindingPolicy, PolicyPreview } from "../policy.ts";
import { loadPolicy, type PolicyDeps, scopeOf, toPolicies } from "./policy-row.ts";
import { readPreview } from "./preview-policy.ts";
import { findingError } from "../errors.ts";

export type PolicyDetail = FindingPolicy & {
  /** What it would decide now; null once it has begun. */
  readonly preview: PolicyPreview | null;
};

/** One policy, with what it would decide while it has not begun. Throws finding.policy-not-found. */
export async function getPolicy(deps: PolicyDeps, input: { readonly policy: string }): Promise<PolicyDetail> {
  return deps.withOrganization(async (tx) => {
    const row = await loadPolicy(tx, deps, input.policy, false);
    const [policy] = await toPolicies(tx, deps, [row]);
    if (policy === undefined) throw findingError("finding.policy-not-found");
    const waits = policy.state === "draft" || policy.state === "awaiting-approval";
    return { ...policy, preview: waits ? await readPreview(tx, deps, row.projectId, scopeOf(row)) : null };
  });
}
