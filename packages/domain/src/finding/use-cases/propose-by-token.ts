import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { SEVERE } from "../decisions.ts";
import { findingError } from "../errors.ts";
import { lowersBelow, type Proposal, type ProposeByToken } from "../proposal.ts";
import type { Decision } from "../schema.ts";
import { loadForDecision, type DecidableFinding } from "./load-for-decision.ts";
import { lockFindings } from "./lock-findings.ts";
import { proposeDecision, storeProposal } from "./propose-decision.ts";
import { readProposal } from "./read-proposal.ts";

/**
 * Proposes a decision that a person then confirms or refuses, whatever the severity: what a program thinks moves
 * nothing. Throws finding.not-found, finding.proposal-waits and what the decision itself would throw.
 */
export async function proposeByToken(
  deps: ProjectDeps,
  input: { readonly number: number; readonly proposal: ProposeByToken },
): Promise<Proposal> {
  return deps.withOrganization(async (tx) => {
    await lockFindings(tx, deps);
    const [finding] = await loadForDecision(tx, deps, [{ number: input.number }]);
    if (finding === undefined) throw findingError("finding.not-found");
    await store(tx, deps, finding, input.proposal);
    const proposal = await readProposal(tx, deps, finding);
    if (proposal === null) throw new Error("a proposal that was stored is not there");
    return proposal;
  });
}

async function store(tx: Tx, deps: ProjectDeps, finding: DecidableFinding, asked: ProposeByToken): Promise<void> {
  if (deps.actor.kind !== "user") throw new Error("the system proposes nothing");
  if (asked.decision === "set-severity") {
    const { severity, note: comment } = asked;
    if (severity === finding.severity) throw findingError("finding.not-allowed-now", { details: { severity } });
    if (lowersBelow(finding.severity, severity, SEVERE) && !deps.can("finding:dismiss-high"))
      throw findingError("finding.severe-dismissal");
    await storeProposal(tx, deps, finding, { command: "set-severity", severity, comment });
    return;
  }
  const owner = deps.actor.memberId;
  const decision: Decision =
    asked.decision === "dismiss"
      ? { command: "dismiss", reason: asked.reason, comment: asked.note }
      : { command: "acknowledge", reason: asked.note, owner, until: new Date(asked.until) };
  await proposeDecision(tx, deps, finding, { decision, original: null });
}
