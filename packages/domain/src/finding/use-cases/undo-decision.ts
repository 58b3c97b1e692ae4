import { recordAudit } from "../../audit/server.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { permissionFor } from "../decisions.ts";
import { findingError } from "../errors.ts";
import { transition } from "../lifecycle.ts";
import { needsSecondPerson } from "../decisions.ts";
import { toSummary } from "../row.ts";
import type { FindingSummary, UndoDecision } from "../schema.ts";
import { NO_DECISION } from "../standing.ts";
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
import { forgetPair, rememberPair } from "./remember-pair.ts";
import { readSettings } from "./read-settings.ts";

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
    if (!answer.ok || (await outgrown(tx, deps, finding, before.state, event.at)))
      throw findingError("finding.nothing-to-undo");
    await changeFinding(tx, deps, finding, before);
    await undoPairs(tx, deps, finding, before);
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

/** A merge that is taken back is suggested again, and a split that is taken back is a merge again. */
async function undoPairs(tx: Tx, deps: ProjectDeps, finding: DecidableFinding, before: DecisionFields): Promise<void> {
  const [now, then] = [finding.duplicateOfId, before.duplicateOfId];
  if (now === then) return;
  if (now !== null) await forgetPair(tx, deps, [finding.id, now]);
  if (then !== null) await rememberPair(tx, deps, [finding.id, then], "same");
}

/**
 * True when an undo would set aside what has been judged anew since, and the person could not set it aside alone as it
 * is now.
 */
async function outgrown(
  tx: Tx,
  deps: ProjectDeps,
  { id, severity }: DecidableFinding,
  to: DecisionFields["state"],
  since: Date,
): Promise<boolean> {
  if (!["dismissed", "acknowledged", "duplicate"].includes(to)) return false;
  const where = { organizationId: deps.organizationId, findingId: id, kind: "severity", at: { gte: since } };
  if ((await tx.db.findingEvent.count({ where })) === 0) return false;
  const command = to === "acknowledged" ? "acknowledge" : "dismiss";
  const { secondPersonFrom } = await readSettings(tx, deps);
  return !deps.can(permissionFor(command, severity)) || needsSecondPerson(command, severity, secondPersonFrom);
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

/** What an undo puts back; an adoption that was undone since and a policy that has ended are not put back. */
async function restorable(tx: Tx, deps: ProjectDeps, stored: DecisionFields | null): Promise<DecisionFields | null> {
  const before = stored === null ? null : await withoutEndedPolicy(tx, deps, stored);
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

/** A decision of a policy that has ended since is not put back, but where the finding was before it. */
async function withoutEndedPolicy(tx: Tx, deps: ProjectDeps, before: DecisionFields): Promise<DecisionFields> {
  if (before.policyId === null) return before;
  const active = await tx.db.findingPolicy.count({
    where: { organizationId: deps.organizationId, id: before.policyId, state: "active", expiresAt: { gt: tx.now } },
  });
  if (active > 0) return before;
  return { ...before, state: before.decidedFrom ?? "new", decisionReason: null, ...NO_DECISION };
}
