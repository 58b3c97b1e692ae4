import { newId } from "../../shared/index.ts";
import { actorUserId, type Prisma, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { isBacklog } from "../backlog.ts";
import { findingError } from "../errors.ts";
import type { Severity } from "../normalized.ts";
import type { ProposalCommand } from "../proposal.ts";
import type { EventKind } from "../schema.ts";
import type { RubricLevel } from "../rubric.ts";
import { severityRank } from "../severity.ts";
import { type Clock, clockAfter, dueAt } from "../sla.ts";
import type { EventOrigin, FindingState } from "../states.ts";
import { announceFindings } from "./announce-findings.ts";
import type { DecisionFields } from "./load-for-decision.ts";
import { slaOf } from "./read-sla.ts";

/** One line for the history of a finding. */
export interface NewEvent {
  readonly findingId: string;
  readonly kind: EventKind;
  readonly origin: EventOrigin;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly reason?: string | null;
  readonly comment?: string | null;
  readonly details?: Prisma.InputJsonObject;
  readonly undoesId?: string;
}

/** Writes events by whoever acts now; the answer is their ids in order. */
export async function addEvents(tx: Tx, deps: ProjectDeps, events: readonly NewEvent[]): Promise<string[]> {
  const rows = events.map((event) => ({
    organizationId: deps.organizationId,
    id: newId(),
    findingId: event.findingId,
    at: tx.now,
    kind: event.kind,
    origin: event.origin,
    actorUserId: event.origin === "human" ? actorUserId(deps) : null,
    from: event.from ?? null,
    to: event.to ?? null,
    reason: event.reason ?? null,
    comment: event.comment ?? null,
    details: event.details ?? {},
    undoesId: event.undoesId ?? null,
  }));
  await tx.db.findingEvent.createMany({ data: rows });
  return rows.map((row) => row.id);
}

/** What a change starts from: the finding as it was read under the project's lock. */
export interface Changeable {
  readonly id: string;
  readonly number: number;
  readonly rowVersion: number;
  readonly state: FindingState;
  readonly severity: Severity;
  readonly backlog: boolean;
  readonly branchOnly: boolean;
  readonly backlogAt: Date | null;
  readonly clock: Clock;
  readonly proposed: ProposalCommand | null;
}

/** Columns that a change writes; those that follow from them are written with them. */
export interface FindingChange extends Partial<DecisionFields> {
  readonly severity?: Severity;
  readonly proposed?: ProposalCommand | null;
  readonly restricted?: boolean;
  readonly branchOnly?: boolean;
  readonly impact?: RubricLevel | null;
  readonly likelihood?: RubricLevel | null;
  readonly cvssVector?: string | null;
}

/** Changes one finding at the version that was read, and tells open screens. Throws finding.stale. */
export async function changeFinding(
  tx: Tx,
  deps: ProjectDeps,
  finding: Changeable,
  change: FindingChange,
): Promise<void> {
  const { state = finding.state, backlogAt = finding.backlogAt, branchOnly = finding.branchOnly } = change;
  // What was proposed was about another state or severity.
  const overtaken = change.proposed === undefined && (state !== finding.state || change.severity !== undefined);
  const backlog = isBacklog(state, backlogAt);
  const clock = clockAfter(finding.clock, finding, { state, backlog, branchOnly }, tx.now);
  const changed = await tx.db.finding.updateMany({
    where: {
      organizationId: deps.organizationId,
      projectId: deps.projectId,
      id: finding.id,
      rowVersion: finding.rowVersion,
    },
    data: {
      ...change,
      ...(overtaken ? { proposed: null } : {}),
      ...(change.severity === undefined ? {} : { severityRank: severityRank(change.severity) }),
      backlog,
      clockSpentMs: clock.spentMs,
      clockSince: clock.since,
      dueAt: dueAt(clock, change.severity ?? finding.severity, await slaOf(tx, deps)),
      rowVersion: { increment: 1 },
      updatedAt: tx.now,
    },
  });
  if (changed.count === 0) {
    const { number, rowVersion } = finding;
    throw findingError("finding.stale", { details: { number, yours: { rowVersion }, current: null } });
  }
  if (overtaken && finding.proposed !== null) await supersedeProposals(tx, deps, [finding.id]);
  await announceFindings(tx, deps, finding.id);
}

/** Ends proposals whose finding has become another one; nobody confirms them any more. */
export async function supersedeProposals(tx: Tx, deps: ProjectDeps, findingIds: readonly string[]): Promise<void> {
  await tx.db.findingProposal.updateMany({
    where: { organizationId: deps.organizationId, findingId: { in: [...findingIds] }, state: "open" },
    data: { state: "superseded", decidedAt: tx.now },
  });
}
