import { toTypedId } from "../../shared/index.ts";
import { type Deps, forProject, type Tx } from "../../shared/server.ts";
import { projectPath } from "./announce-findings.ts";

/** Path of a policy inside the product: in its project, or in the organization. */
export async function policyPath(
  tx: Tx,
  deps: Deps,
  policy: { readonly id: string; readonly projectId: string | null },
): Promise<string> {
  const tail = `finding/policy/${toTypedId("policy", policy.id)}`;
  if (policy.projectId !== null) return `${await projectPath(tx, forProject(deps, policy.projectId))}/${tail}`;
  const organization = await tx.db.organization.findUnique({
    where: { id: deps.organizationId },
    select: { slug: true },
  });
  return `/o/${organization?.slug ?? ""}/${tail}`;
}
