import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { PolicyDecision, PolicyScope } from "../policy.ts";
import type { ActivePolicy } from "../standing.ts";
import { DismissReason } from "../states.ts";

export const SCOPE_SELECT = {
  detector: true,
  path: true,
  package: true,
  advisory: true,
  severityAtMost: true,
  branch: true,
} as const;

/** The policies that decide in a project now, its own and the organization's, oldest first. */
export async function activePolicies(tx: Tx, deps: ProjectDeps): Promise<ActivePolicy[]> {
  const rows = await tx.db.findingPolicy.findMany({
    where: {
      organizationId: deps.organizationId,
      state: "active",
      expiresAt: { gt: tx.now },
      OR: [{ projectId: null }, { projectId: deps.projectId }],
    },
    select: { id: true, ...SCOPE_SELECT, decision: true, reason: true, comment: true, ownerId: true, expiresAt: true },
    orderBy: [{ activatedAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, decision, reason, comment, ownerId, expiresAt, ...scope }) => ({
    ...PolicyScope.parse(scope),
    ...{ id, comment, ownerId, expiresAt },
    decision: PolicyDecision.parse(decision),
    reason: reason === null ? null : DismissReason.parse(reason),
  }));
}
