import { z } from "zod";
import type { Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import type { FindingFacts } from "../lifecycle.ts";
import { Severity } from "../normalized.ts";
import { ProposalCommand } from "../proposal.ts";
import type { Clock } from "../sla.ts";
import { DecisionOrigin, type StandingDecision } from "../standing.ts";
import { FindingState } from "../states.ts";
import { visibleFindings } from "./find-finding.ts";

const SELECT = {
  id: true,
  number: true,
  title: true,
  severity: true,
  state: true,
  stateBefore: true,
  scanner: true,
  decisionReason: true,
  acknowledgedUntil: true,
  duplicateOfId: true,
  fixClaimedById: true,
  assigneeId: true,
  backlog: true,
  backlogAt: true,
  branchOnly: true,
  decisionOrigin: true,
  policyId: true,
  decidedFrom: true,
  clockSpentMs: true,
  clockSince: true,
  proposed: true,
  restricted: true,
  rowVersion: true,
} as const satisfies Prisma.FindingSelect;

/** The columns that a decision changes; an undo puts them back. */
export interface DecisionFields extends StandingDecision {
  readonly state: FindingState;
  readonly stateBefore: FindingState | null;
  readonly decisionReason: string | null;
  readonly duplicateOfId: string | null;
  readonly fixClaimedById: string | null;
  readonly assigneeId: string | null;
  readonly backlogAt: Date | null;
}

const StoredFields = z.object({
  state: FindingState,
  stateBefore: FindingState.nullable(),
  decisionReason: z.string().nullable(),
  acknowledgedUntil: z.coerce.date().nullable(),
  duplicateOfId: z.string().nullable(),
  fixClaimedById: z.string().nullable(),
  assigneeId: z.string().nullable(),
  // Events of before these columns hold none.
  backlogAt: z.coerce.date().nullable().default(null),
  decisionOrigin: DecisionOrigin.nullable().default(null),
  policyId: z.string().nullable().default(null),
  decidedFrom: FindingState.nullable().default(null),
});

/** The fields as plain JSON, for the event that an undo reads. */
export function storedFields(fields: DecisionFields) {
  const { acknowledgedUntil, backlogAt, decisionOrigin, policyId, decidedFrom } = fields;
  const { state, stateBefore, decisionReason, duplicateOfId, fixClaimedById, assigneeId } = fields;
  const dates = {
    acknowledgedUntil: acknowledgedUntil?.toISOString() ?? null,
    backlogAt: backlogAt?.toISOString() ?? null,
  };
  const standing = { decisionOrigin, policyId, decidedFrom };
  return { state, stateBefore, decisionReason, duplicateOfId, fixClaimedById, assigneeId, ...standing, ...dates };
}

/** The fields before a decision, from its event; null when the event holds none. */
export function fieldsBefore(event: { readonly details: unknown }): DecisionFields | null {
  const parsed = z.object({ before: StoredFields }).safeParse(event.details);
  return parsed.success ? parsed.data.before : null;
}

/** A finding as a decision reads it, under the project's lock. */
export interface DecidableFinding extends DecisionFields {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly severity: Severity;
  readonly backlog: boolean;
  readonly branchOnly: boolean;
  readonly clock: Clock;
  readonly proposed: ProposalCommand | null;
  readonly restricted: boolean;
  readonly rowVersion: number;
  readonly facts: FindingFacts;
}

/** Findings by number, each at the version that the person saw. Throws finding.not-found and finding.stale. */
export async function loadForDecision(
  tx: Tx,
  deps: ProjectDeps,
  wanted: readonly { readonly number: number; readonly rowVersion?: number }[],
): Promise<DecidableFinding[]> {
  const numbers = wanted.map((each) => each.number);
  const rows = await tx.db.finding.findMany({
    where: { ...visibleFindings(deps), number: { in: numbers } },
    select: SELECT,
  });
  const withPoc = await findingsWithPoc(
    tx,
    deps,
    rows.map((row) => row.id),
  );
  return wanted.map(({ number, rowVersion }) => {
    const row = rows.find((each) => each.number === number);
    if (row === undefined) throw findingError("finding.not-found", { details: { number } });
    if (rowVersion !== undefined && rowVersion !== row.rowVersion) throw stale(row, rowVersion);
    return toDecidable(row, withPoc.has(row.id));
  });
}

/** One finding by UUID, for what acts without a reader: results of PoCs, schedules. Null when it is gone. */
export async function loadById(tx: Tx, deps: ProjectDeps, findingId: string): Promise<DecidableFinding | null> {
  const row = await tx.db.finding.findFirst({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, id: findingId },
    select: SELECT,
  });
  if (row === null) return null;
  return toDecidable(row, (await findingsWithPoc(tx, deps, [findingId])).has(findingId));
}

function toDecidable(row: Prisma.FindingGetPayload<{ select: typeof SELECT }>, hasPoc: boolean): DecidableFinding {
  const state = FindingState.parse(row.state);
  const stateBefore = row.stateBefore === null ? null : FindingState.parse(row.stateBefore);
  const { acknowledgedUntil, fixClaimedById } = row;
  return {
    ...row,
    severity: Severity.parse(row.severity),
    clock: { spentMs: row.clockSpentMs, since: row.clockSince },
    proposed: row.proposed === null ? null : ProposalCommand.parse(row.proposed),
    state,
    stateBefore,
    decisionOrigin: row.decisionOrigin === null ? null : DecisionOrigin.parse(row.decisionOrigin),
    decidedFrom: row.decidedFrom === null ? null : FindingState.parse(row.decidedFrom),
    facts: { state, stateBefore, acknowledgedUntil, fixClaimedById, hasLineage: row.scanner !== null, hasPoc },
  };
}

/** Both versions, so that the screen can show what changed under the person's hands. */
function stale(row: Prisma.FindingGetPayload<{ select: typeof SELECT }>, seen: number) {
  const { number, state, severity, assigneeId, rowVersion } = row;
  return findingError("finding.stale", {
    details: { number, yours: { rowVersion: seen }, current: { rowVersion, state, severity, assigneeId } },
  });
}

/** A PoC leaves an event of its own with each result that concerns the finding. */
async function findingsWithPoc(tx: Tx, deps: ProjectDeps, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.db.findingEvent.findMany({
    where: { organizationId: deps.organizationId, findingId: { in: [...ids] }, kind: "poc" },
    select: { findingId: true },
    distinct: ["findingId"],
  });
  return new Set(rows.map((row) => row.findingId));
}
