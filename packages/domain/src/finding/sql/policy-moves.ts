import { newId } from "../../shared/index.ts";
import type { Deps, ProjectDeps, Tx } from "../../shared/server.ts";
import { isBacklog } from "../backlog.ts";
import { transition } from "../lifecycle.ts";
import { type ActivePolicy, NO_DECISION, outcomeOf, type StandingDecision } from "../standing.ts";
import { FindingState } from "../states.ts";
import { slaOf } from "../use-cases/read-sla.ts";
import { clockColumns } from "./clock-columns.ts";
import type { PolicyHit } from "./policy-hits.ts";

const ROWS_PER_STATEMENT = 1000;

/** One finding that a policy moves. */
interface PolicyMove extends StandingDecision {
  readonly id: string;
  readonly from: FindingState;
  readonly state: FindingState;
  readonly reason: string | null;
  readonly backlog: boolean;
}

/** Lets a policy decide what it covers; answers with how many findings it moved. */
export async function decideByPolicy(
  tx: Tx,
  deps: ProjectDeps,
  policy: ActivePolicy,
  hits: readonly PolicyHit[],
): Promise<number> {
  const moves = hits.flatMap((hit): PolicyMove[] => {
    const outcome = outcomeOf(policy, hit.state, tx.now);
    return outcome === undefined ? [] : [{ id: hit.id, from: hit.state, backlog: false, ...outcome }];
  });
  const said = policy.reason === null ? { reason: policy.comment } : { reason: policy.reason, comment: policy.comment };
  await writeMoves(tx, deps, moves, { ...said, policyId: policy.id, why: "covered by a policy" });
  return moves.length;
}

interface HeldRow {
  readonly id: string;
  readonly projectId: string;
  readonly state: string;
  readonly decidedFrom: string | null;
  readonly backlogAt: Date | null;
}

/** The findings whose decision is a policy's. */
export async function heldByPolicy(tx: Tx, deps: Deps, policyId: string): Promise<HeldRow[]> {
  return tx.db.finding.findMany({
    where: { organizationId: deps.organizationId, policyId },
    select: { id: true, projectId: true, state: true, decidedFrom: true, backlogAt: true },
    orderBy: { id: "asc" },
  });
}

/** Takes a policy's decision back: its findings return to where they were, those that a person decided since do not. */
export async function releaseFromPolicy(
  tx: Tx,
  deps: ProjectDeps,
  policyId: string,
  held: readonly HeldRow[],
  why: string,
): Promise<number> {
  const moves = held.flatMap((row): PolicyMove[] => {
    const from = FindingState.parse(row.state);
    const facts = { stateBefore: null, acknowledgedUntil: null, fixClaimedById: null, hasLineage: true, hasPoc: false };
    const previous = row.decidedFrom === null ? "new" : FindingState.parse(row.decidedFrom);
    const answer = transition({ state: from, ...facts }, "release", { by: "policy", previous }, tx.now);
    if (!answer.ok) return [];
    const backlog = isBacklog(answer.to, row.backlogAt);
    return [{ id: row.id, from, state: answer.to, reason: null, backlog, ...NO_DECISION }];
  });
  await writeMoves(tx, deps, moves, { policyId, why });
  return moves.length;
}

async function writeMoves(
  tx: Tx,
  deps: ProjectDeps,
  moves: readonly PolicyMove[],
  said: { readonly policyId: string; readonly why: string; readonly reason?: string; readonly comment?: string },
): Promise<void> {
  const details = { policy: said.policyId, why: said.why };
  for (let at = 0; at < moves.length; at += ROWS_PER_STATEMENT) {
    const rows = moves.slice(at, at + ROWS_PER_STATEMENT).map((move) => ({ ...move, event: newId() }));
    const json = JSON.stringify(rows);
    await tx.db.$executeRaw`
      UPDATE "finding" f SET "state" = u.state, "decision_reason" = u.reason, "decision_origin" = u."decisionOrigin",
        "policy_id" = u."policyId", "decided_from" = u."decidedFrom", "acknowledged_until" = u."acknowledgedUntil",
        "backlog" = u.backlog, "proposed" = NULL, ${clockColumns(tx.now, await slaOf(tx, deps))}, "row_version" = f."row_version" + 1, "updated_at" = ${tx.now}::timestamptz
      FROM json_to_recordset(${json}::json) AS u(id uuid, state text, reason text, "decisionOrigin" text, "policyId" uuid,
        "decidedFrom" text, "acknowledgedUntil" timestamptz, backlog boolean)
      WHERE f."organization_id" = ${deps.organizationId}::uuid AND f."project_id" = ${deps.projectId}::uuid AND f."id" = u.id`;
    await tx.db.$executeRaw`
      INSERT INTO "finding_event" ("organization_id", "id", "finding_id", "at", "kind", "origin", "from", "to", "reason",
        "comment", "details")
      SELECT ${deps.organizationId}::uuid, u.event, u.id, ${tx.now}::timestamptz, 'transition', 'policy', u."from", u.state,
        ${said.reason ?? null}, ${said.comment ?? null}, ${JSON.stringify(details)}::jsonb
      FROM json_to_recordset(${json}::json) AS u(id uuid, event uuid, "from" text, state text)`;
    await tx.db.$executeRaw`
      UPDATE "finding_proposal" p SET "state" = 'superseded', "decided_at" = ${tx.now}::timestamptz
      WHERE p."organization_id" = ${deps.organizationId}::uuid AND p."state" = 'open'
        AND p."finding_id" IN (SELECT u.id FROM json_to_recordset(${json}::json) AS u(id uuid))`;
  }
}
