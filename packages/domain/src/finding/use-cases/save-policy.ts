import { recordAudit } from "../../audit/server.ts";
import { newId } from "../../shared/index.ts";
import { actorUserId, type Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { type FindingPolicy, POLICY_DAYS, type SaveOrganizationPolicy, type SavePolicy } from "../policy.ts";
import { loadPolicy, type PolicyDeps, projectOf, scopeOf, toPolicy } from "./policy-row.ts";

const DAY = 86_400_000;

/**
 * Writes a new draft, or the author's own draft anew. Throws finding.policy-not-found, finding.policy-stale,
 * finding.policy-not-yours, finding.policy-not-now, finding.policy-expiry and finding.member-not-found.
 */
export async function savePolicy(deps: PolicyDeps, input: SavePolicy | SaveOrganizationPolicy): Promise<FindingPolicy> {
  return deps.withOrganization(async (tx) => {
    const authorId = actorUserId(deps);
    if (authorId === null) throw findingError("finding.policy-not-yours");
    requireExpiry(tx, input.expiresAt);
    await requireMember(tx, deps, input.owner);
    const content = contentOf(input);
    const { organizationId } = deps;
    if (input.policy === undefined) {
      const id = newId();
      const projectId = projectOf(deps);
      await tx.db.findingPolicy.createMany({
        data: [{ organizationId, id, projectId, ...content, authorId, createdAt: tx.now }],
      });
      await audit(id, "finding.draft-policy");
      return toPolicy(tx, deps, id);
    }
    const row = await loadPolicy(tx, deps, input.policy, true);
    if (row.state !== "draft") throw findingError("finding.policy-not-now");
    // An approver who had edited it would approve their own words.
    if (row.authorId !== authorId) throw findingError("finding.policy-not-yours");
    const { count } = await tx.db.findingPolicy.updateMany({
      where: { organizationId, id: row.id, rowVersion: input.rowVersion ?? 0, state: "draft" },
      data: { ...content, note: null, rowVersion: { increment: 1 } },
    });
    if (count === 0) throw findingError("finding.policy-stale", { details: { rowVersion: row.rowVersion } });
    await audit(row.id, "finding.edit-policy");
    return toPolicy(tx, deps, row.id);

    async function audit(id: string, action: string): Promise<void> {
      const projectId = projectOf(deps);
      await recordAudit(tx, deps, action, {
        subjectId: id,
        ...(projectId === null ? {} : { projectId }),
        after: { ...content, expiresAt: content.expiresAt.toISOString() },
      });
      await tx.announce({
        organizationId,
        ...(projectId === null ? {} : { projectId }),
        topic: "finding",
        subjectId: id,
      });
    }
  });
}

function contentOf(input: SavePolicy | SaveOrganizationPolicy) {
  const { decision, reason, comment, compensatingControl, owner: ownerId, expiresAt } = input;
  return { ...scopeOf(input), decision, reason, comment, compensatingControl, ownerId, expiresAt };
}

/** Within a year, and to come. Throws finding.policy-expiry. */
export function requireExpiry(tx: Tx, expiresAt: Date): void {
  const ahead = expiresAt.getTime() - tx.now.getTime();
  if (ahead <= 0 || ahead > POLICY_DAYS * DAY) throw findingError("finding.policy-expiry");
}

async function requireMember(tx: Tx, deps: PolicyDeps, memberId: string): Promise<void> {
  const found = await tx.db.member.count({
    where: { organizationId: deps.organizationId, id: memberId, removedAt: null },
  });
  if (found === 0) throw findingError("finding.member-not-found");
}
