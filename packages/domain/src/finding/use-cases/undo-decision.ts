import { recordAudit } from "../../audit/server.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { transition } from "../lifecycle.ts";
import { toSummary } from "../row.ts";
import type { FindingSummary, UndoDecision } from "../schema.ts";
import { findingRow } from "../sql/page-of-findings.ts";
import { addEvents, changeFinding } from "./change-finding.ts";
import { lastOwnDecision } from "./last-decision.ts";
import {
  type DecidableFinding,
  type DecisionFields,
  fieldsBefore,
  loadForDecision,
  storedFields,
} from "./load-for-decision.ts";
import { lockFindings } from "./lock-findings.ts";

/**
 * Takes the acting person's open proposal back, or else their last decision when nothing has moved the finding since;
 * again takes back the one before. Throws finding.not-found and finding.nothing-to-undo.
 */
export async function undoDecision(deps: ProjectDeps, input: UndoDecision): Promise<FindingSummary> {
  return deps.withOrganization(async (tx) => {
    await lockFindings(tx, deps);
    const [finding] = await loadForDecision(tx, deps, [{ number: input.number }]);
    if (finding === undefined) throw findingError("finding.not-found");
    if (await withdraw(tx, deps, finding)) return toSummary(await findingRow(tx, deps, finding.number));
    const event = await lastOwnDecision(tx, deps, finding.id);
    const before = event === null ? null : await restorable(tx, deps, fieldsBefore(event));
    if (event === null || before === null) throw findingError("finding.nothing-to-undo");
    const facts = { by: "human", actorId: actorUserId(deps), previous: before.state } as const;
    const answer = transition(finding.facts, "undo", facts, tx.now);
    if (!answer.ok) throw findingError("finding.nothing-to-undo");
    await changeFinding(tx, deps, finding, before);
    await addEvents(tx, deps, [
      { findingId: finding.id, kind: "undo", origin: "human", from: answer.from, to: answer.to, undoesId: event.id },
    ]);
    await recordAudit(tx, deps, "finding.undo", {
      subjectId: finding.id,
      projectId: deps.projectId,
      before: storedFields(finding),
      after: storedFields(before),
      details: { number: finding.number, from: answer.from, to: answer.to },
    });
    return toSummary(await findingRow(tx, deps, finding.number));
  });
}

/** Takes the acting person's own open proposal back; false when there is none. */
async function withdraw(tx: Tx, deps: ProjectDeps, finding: DecidableFinding): Promise<boolean> {
  const userId = actorUserId(deps);
  if (finding.proposed === null || userId === null) return false;
  const { organizationId } = deps;
  const { count } = await tx.db.findingProposal.updateMany({
    where: { organizationId, findingId: finding.id, state: "open", proposedById: userId },
    data: { state: "withdrawn", decidedAt: tx.now },
  });
  if (count === 0) return false;
  await changeFinding(tx, deps, finding, { proposed: null });
  await addEvents(tx, deps, [
    { findingId: finding.id, kind: "proposal", origin: "human", from: finding.proposed, to: "withdrawn" },
  ]);
  await recordAudit(tx, deps, "finding.withdraw-proposal", {
    subjectId: finding.id,
    projectId: deps.projectId,
    details: { number: finding.number, command: finding.proposed },
  });
  return true;
}

/** What an undo puts back; an adoption that was itself undone since is not put back. */
async function restorable(tx: Tx, deps: ProjectDeps, before: DecisionFields | null): Promise<DecisionFields | null> {
  if (before === null || before.backlogAt === null) return before;
  const inForce = await tx.db.backlogAdoption.count({
    where: {
      organizationId: deps.organizationId,
      projectId: deps.projectId,
      at: before.backlogAt,
      adopted: true,
      undoneAt: null,
    },
  });
  return inForce > 0 ? before : { ...before, backlogAt: null };
}
