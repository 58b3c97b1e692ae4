import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { ProposedDecision } from "../proposal.ts";
import { visibleFindings } from "./find-finding.ts";
import { type DecidableFinding, loadForDecision } from "./load-for-decision.ts";

export interface OpenProposal {
  readonly id: string;
  readonly decision: ProposedDecision;
  readonly proposedById: string;
  /** The token by which it came; null when the person proposed it themselves. */
  readonly tokenId: string | null;
  readonly finding: DecidableFinding;
}

/** An open proposal on a finding that the reader may see. Throws finding.proposal-not-found. */
export async function loadProposal(tx: Tx, deps: ProjectDeps, proposalId: string): Promise<OpenProposal> {
  const row = await tx.db.findingProposal.findFirst({
    where: {
      organizationId: deps.organizationId,
      projectId: deps.projectId,
      id: proposalId,
      state: "open",
      finding: visibleFindings(deps),
    },
    select: { id: true, decision: true, proposedById: true, tokenId: true, finding: { select: { number: true } } },
  });
  if (row === null) throw findingError("finding.proposal-not-found");
  const [finding] = await loadForDecision(tx, deps, [{ number: row.finding.number }]);
  if (finding === undefined) throw findingError("finding.proposal-not-found");
  const { id, proposedById, tokenId } = row;
  return { id, proposedById, tokenId, finding, decision: ProposedDecision.parse(row.decision) };
}

/** Ends an open proposal; false when something else has ended it. */
export async function endProposal(
  tx: Tx,
  deps: ProjectDeps,
  proposalId: string,
  end: {
    readonly state: "confirmed" | "refused";
    readonly by: string;
    readonly comment?: string;
  },
): Promise<boolean> {
  const { count } = await tx.db.findingProposal.updateMany({
    where: { organizationId: deps.organizationId, id: proposalId, state: "open" },
    data: { state: end.state, decidedById: end.by, decidedAt: tx.now, comment: end.comment ?? null },
  });
  return count > 0;
}
