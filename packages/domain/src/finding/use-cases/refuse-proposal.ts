import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import type { RefuseProposal } from "../proposal.ts";
import { toSummary } from "../row.ts";
import type { FindingSummary } from "../schema.ts";
import { findingRow } from "../sql/page-of-findings.ts";
import { addEvents, changeFinding } from "./change-finding.ts";
import { requireOther, tellProposer } from "./confirm-proposal.ts";
import { endProposal, loadProposal } from "./load-proposal.ts";
import { lockFindings } from "./lock-findings.ts";
import { requirePermission } from "./take-decision.ts";

/**
 * Refuses what another person proposed, with the reason: the finding stays as it is. Throws finding.proposal-not-found,
 * finding.same-person and what keeps the person from deciding so.
 */
export async function refuseProposal(deps: ProjectDeps, input: RefuseProposal): Promise<FindingSummary> {
  return deps.withOrganization(async (tx) => {
    await lockFindings(tx, deps);
    const proposal = await loadProposal(tx, deps, input.proposal);
    const { finding, decision } = proposal;
    // What one's own program proposed can be refused by whoever let it.
    const userId = requireOther(deps, proposal, false);
    requirePermission(deps, finding, decision.command === "set-severity" ? "dismiss" : decision.command);
    const { comment } = input;
    if (!(await endProposal(tx, deps, proposal.id, { state: "refused", by: userId, comment }))) {
      throw findingError("finding.proposal-not-found");
    }
    await changeFinding(tx, deps, finding, { proposed: null });
    await addEvents(tx, deps, [
      {
        findingId: finding.id,
        kind: "proposal",
        origin: "human",
        from: decision.command,
        to: "refused",
        comment,
        details: { proposal: proposal.id },
      },
    ]);
    await recordAudit(tx, deps, "finding.refuse-proposal", {
      subjectId: finding.id,
      projectId: deps.projectId,
      after: { comment },
      details: { number: finding.number, command: decision.command, proposal: proposal.id },
    });
    await tellProposer(tx, deps, proposal, "refused");
    return toSummary(await findingRow(tx, deps, finding.number));
  });
}
