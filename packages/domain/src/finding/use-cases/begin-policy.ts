import { recordAudit } from "../../audit/server.ts";
import { type Deps, forProject, type Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { PolicyDecision } from "../policy.ts";
import { decideByPolicy } from "../sql/policy-moves.ts";
import type { PolicyHit } from "../sql/policy-hits.ts";
import { DismissReason } from "../states.ts";
import { announceFindings } from "./announce-findings.ts";
import { lockFindings } from "./lock-findings.ts";
import { loadPolicy, type PolicyDeps, type PolicyRow, scopeOf } from "./policy-row.ts";

/** A policy over a whole organization may decide on very many findings at once. */
export const POLICY_TIMEOUT_MS = 300_000;

/** The projects that a policy is about, locked against other changes of findings, always in the same order. */
export async function lockProjects(tx: Tx, deps: Deps, projectId: string | null): Promise<string[]> {
  const rows =
    projectId === null
      ? await tx.db.project.findMany({
          where: { organizationId: deps.organizationId },
          select: { id: true },
          orderBy: { id: "asc" },
        })
      : [{ id: projectId }];
  for (const { id } of rows) await lockFindings(tx, forProject(deps, id));
  return rows.map((row) => row.id);
}

/** One's own policy under the locks of its projects, as it is then. Throws finding.policy-not-found. */
export async function lockPolicy(tx: Tx, deps: PolicyDeps, id: string): Promise<PolicyRow> {
  const { projectId } = await loadPolicy(tx, deps, id, true);
  await lockProjects(tx, deps, projectId);
  // Read again: what waited for the lock may have changed it.
  return loadPolicy(tx, deps, id, true);
}

/** Lets a policy begin, under the locks of its projects: it decides what it covers now. Throws finding.policy-stale. */
export async function beginPolicy(
  tx: Tx,
  deps: Deps,
  row: PolicyRow,
  hits: readonly PolicyHit[],
  by: { readonly approverId: string | null; readonly approvalNeeded: boolean },
): Promise<void> {
  const { count } = await tx.db.findingPolicy.updateMany({
    where: { organizationId: deps.organizationId, id: row.id, rowVersion: row.rowVersion },
    data: { state: "active", activatedAt: tx.now, note: null, ...by, rowVersion: { increment: 1 } },
  });
  if (count === 0) throw findingError("finding.policy-stale", { details: { rowVersion: row.rowVersion } });
  const policy = {
    ...scopeOf(row),
    ...{ id: row.id, comment: row.comment, ownerId: row.ownerId, expiresAt: row.expiresAt },
    decision: PolicyDecision.parse(row.decision),
    reason: row.reason === null ? null : DismissReason.parse(row.reason),
  };
  let decided = 0;
  for (const projectId of new Set(hits.map((hit) => hit.projectId))) {
    const inProject = forProject(deps, projectId);
    const own = hits.filter((hit) => hit.projectId === projectId);
    decided += await decideByPolicy(tx, inProject, policy, own);
    await announceFindings(tx, inProject, row.id);
  }
  await recordAudit(tx, deps, "finding.begin-policy", {
    subjectId: row.id,
    ...(row.projectId === null ? {} : { projectId: row.projectId }),
    after: { findings: hits.map((hit) => hit.id) },
    details: { decided, approvalNeeded: by.approvalNeeded, expiresAt: row.expiresAt.toISOString() },
  });
  await tellPages(tx, deps, row);
}

/** Tells open registers that a policy changed. */
export async function tellPages(tx: Tx, deps: Deps, row: Pick<PolicyRow, "id" | "projectId">): Promise<void> {
  await tx.announce({
    organizationId: deps.organizationId,
    ...(row.projectId === null ? {} : { projectId: row.projectId }),
    topic: "finding",
    subjectId: row.id,
  });
}
