import { toTypedId } from "../../shared/index.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { Severity } from "../normalized.ts";
import { type Proposal, ProposedDecision } from "../proposal.ts";
import { approversOf } from "./propose-decision.ts";

/** The proposal that waits on a finding, as the reader sees it; null when none does. */
export async function readProposal(
  tx: Tx,
  deps: ProjectDeps,
  finding: { readonly id: string; readonly restricted: boolean; readonly severity: string },
): Promise<Proposal | null> {
  const row = await tx.db.findingProposal.findFirst({
    where: { organizationId: deps.organizationId, findingId: finding.id, state: "open" },
    select: { id: true, decision: true, proposedById: true, proposedAt: true },
  });
  if (row === null) return null;
  const decision = ProposedDecision.parse(row.decision);
  const severity = Severity.parse(finding.severity);
  const approvers = await approversOf(tx, deps, { ...finding, severity }, decision.command);
  const mine = row.proposedById === actorUserId(deps);
  const by = await tx.db.user.findUnique({ where: { id: row.proposedById }, select: { name: true } });
  const common = {
    id: toTypedId("proposal", row.id),
    command: decision.command,
    by: by?.name ?? "former member",
    at: row.proposedAt,
    mine,
    mayConfirm: !mine && approvers.some((member) => member.userId === actorUserId(deps)),
    approvers: approvers.filter((member) => member.userId !== row.proposedById).length,
  };
  if (decision.command === "acknowledge") {
    const owner = await tx.db.member.findFirst({
      where: { organizationId: deps.organizationId, id: decision.owner },
      select: { user: { select: { name: true } } },
    });
    const name = owner?.user.name ?? "former member";
    return { ...common, to: null, comment: decision.reason, owner: name, until: decision.until };
  }
  const to = decision.command === "dismiss" ? decision.reason : decision.severity;
  return { ...common, to, comment: decision.comment, owner: null, until: null };
}
