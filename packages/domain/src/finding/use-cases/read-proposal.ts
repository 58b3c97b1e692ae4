import { toTypedId } from "../../shared/index.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { Severity } from "../normalized.ts";
import { type Proposal, ProposedDecision, takesTwo } from "../proposal.ts";
import { approversOf } from "./propose-decision.ts";
import { readSettings } from "./read-settings.ts";

/** The proposal that waits on a finding, as the reader sees it; null when none does. */
export async function readProposal(
  tx: Tx,
  deps: ProjectDeps,
  finding: { readonly id: string; readonly restricted: boolean; readonly severity: string },
): Promise<Proposal | null> {
  const row = await tx.db.findingProposal.findFirst({
    where: { organizationId: deps.organizationId, findingId: finding.id, state: "open" },
    select: { id: true, decision: true, proposedById: true, proposedAt: true, tokenId: true },
  });
  if (row === null) return null;
  const decision = ProposedDecision.parse(row.decision);
  const severity = Severity.parse(finding.severity);
  const approvers = await approversOf(tx, deps, { ...finding, severity }, decision.command);
  const { secondPersonFrom } = await readSettings(tx, deps);
  const two = takesTwo(decision, severity, secondPersonFrom);
  const isOwn = (userId: string | null): boolean => userId === row.proposedById && (two || row.tokenId === null);
  const mine = isOwn(actorUserId(deps));
  const by = await tx.db.user.findUnique({ where: { id: row.proposedById }, select: { name: true } });
  const common = {
    id: toTypedId("proposal", row.id),
    command: decision.command,
    by: by?.name ?? "former member",
    token: await nameOfToken(tx, deps, row.tokenId),
    at: row.proposedAt,
    mine,
    mayConfirm: !mine && approvers.some((member) => member.userId === actorUserId(deps)),
    approvers: approvers.filter((member) => !isOwn(member.userId)).length,
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

async function nameOfToken(tx: Tx, deps: ProjectDeps, tokenId: string | null): Promise<string | null> {
  if (tokenId === null) return null;
  const row = await tx.db.apiToken.findFirst({
    where: { organizationId: deps.organizationId, id: tokenId },
    select: { name: true },
  });
  return row?.name ?? "a token";
}
