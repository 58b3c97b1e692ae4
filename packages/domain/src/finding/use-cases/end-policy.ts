import { recordAudit } from "../../audit/server.ts";
import { actorUserId, type Deps, forProject, type Tx } from "../../shared/server.ts";
import { heldByPolicy, releaseFromPolicy } from "../sql/policy-moves.ts";
import { announceFindings } from "./announce-findings.ts";
import { lockProjects, tellPages } from "./begin-policy.ts";
import type { PolicyRow } from "./policy-row.ts";

/**
 * Ends a policy in the caller's transaction: what it decided returns to where it was, but for what a person has
 * decided since. False when something else has ended it.
 */
export async function endPolicy(
  tx: Tx,
  deps: Deps,
  row: Pick<PolicyRow, "id" | "projectId">,
  end: { readonly state: "expired" | "revoked"; readonly note: string | null },
): Promise<{ ended: boolean; released: number }> {
  await lockProjects(tx, deps, row.projectId);
  const { organizationId } = deps;
  const { count } = await tx.db.findingPolicy.updateMany({
    where: { organizationId, id: row.id, state: { in: ["draft", "awaiting-approval", "active"] } },
    data: {
      ...{ state: end.state, note: end.note, endedAt: tx.now, endedById: actorUserId(deps) },
      rowVersion: { increment: 1 },
    },
  });
  if (count === 0) return { ended: false, released: 0 };
  const held = await heldByPolicy(tx, deps, row.id);
  let released = 0;
  for (const projectId of new Set(held.map((finding) => finding.projectId))) {
    const inProject = forProject(deps, projectId);
    const own = held.filter((finding) => finding.projectId === projectId);
    released += await releaseFromPolicy(tx, inProject, row.id, own, `the policy was ${end.state}`);
    await announceFindings(tx, inProject, row.id);
  }
  await recordAudit(tx, deps, `finding.${end.state === "expired" ? "expire" : "revoke"}-policy`, {
    subjectId: row.id,
    ...(row.projectId === null ? {} : { projectId: row.projectId }),
    after: { findings: held.map((finding) => finding.id) },
    details: { released },
  });
  await tellPages(tx, deps, row);
  return { ended: true, released };
}
