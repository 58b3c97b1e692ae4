import { z } from "zod";
import { toTypedId } from "../shared/index.ts";
import type { Prisma } from "../shared/server.ts";
import { Match } from "./match.ts";
import { FlowStep } from "./normalized.ts";
import { EventKind, type FindingEvent, type FindingLink, type Occurrence } from "./schema.ts";
import { EventOrigin, FindingState } from "./states.ts";

export const LINK_SELECT = { number: true, title: true, state: true } as const satisfies Prisma.FindingSelect;

export function toLink(row: Prisma.FindingGetPayload<{ select: typeof LINK_SELECT }>): FindingLink {
  return { number: row.number, title: row.title, state: FindingState.parse(row.state) };
}

export const OCCURRENCE_SELECT = {
  id: true,
  lineage: true,
  ref: true,
  path: true,
  startLine: true,
  endLine: true,
  container: true,
  callable: true,
  scanner: true,
  detector: true,
  flow: true,
  present: true,
  match: true,
  firstSeenAt: true,
  goneAt: true,
  revision: { select: { number: true, commit: true, treeHash: true, label: true } },
  scan: { select: { request: { select: { number: true } } } },
} as const satisfies Prisma.OccurrenceSelect;

type OccurrenceRow = Prisma.OccurrenceGetPayload<{ select: typeof OCCURRENCE_SELECT }>;

/** `newestScans` holds the end of the newest succeeded scan by lineage: what a present place was last seen by. */
export function toOccurrence(row: OccurrenceRow, newestScans: ReadonlyMap<string, Date>): Occurrence {
  const seen = row.present ? newestScans.get(row.lineage) : row.goneAt;
  return {
    id: toTypedId("occurrence", row.id),
    revision: row.revision,
    ref: row.ref,
    path: row.path,
    startLine: row.startLine,
    endLine: row.endLine,
    container: row.container,
    callable: row.callable,
    scanner: row.scanner,
    detector: row.detector,
    flow: z.array(FlowStep).parse(row.flow ?? []),
    present: row.present,
    match: Match.parse(row.match),
    scan: row.scan?.request.number ?? null,
    firstSeenAt: row.firstSeenAt,
    lastSeenAt: seen ?? row.firstSeenAt,
  };
}

export const EVENT_SELECT = {
  id: true,
  at: true,
  kind: true,
  origin: true,
  actorUserId: true,
  from: true,
  to: true,
  reason: true,
  comment: true,
  details: true,
  undoesId: true,
} as const satisfies Prisma.FindingEventSelect;

export type EventRow = Prisma.FindingEventGetPayload<{ select: typeof EVENT_SELECT }>;

/** The history, oldest first; a taken-back decision stays and says so. */
export function toHistory(rows: readonly EventRow[], names: ReadonlyMap<string, string>): FindingEvent[] {
  const undone = new Set(rows.map((row) => row.undoesId));
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    kind: EventKind.parse(row.kind),
    origin: EventOrigin.parse(row.origin),
    actor: row.actorUserId === null ? null : (names.get(row.actorUserId) ?? "former member"),
    from: row.from,
    to: row.to,
    reason: row.reason,
    comment: row.comment,
    details: forPeople(row.details),
    undone: undone.has(row.id),
  }));
}

/** What an undo would put back is of no use to a reader. */
function forPeople(details: unknown): Record<string, unknown> {
  const { before: _before, ...rest } = z.record(z.string(), z.unknown()).parse(details);
  return rest;
}
