import { newId } from "../../shared/index.ts";
import { type Deps, enqueue, type Tx } from "../../shared/server.ts";
import { EventFacts, type EventKind, type GivenFacts, newsOf, type PolicyEvent } from "../events.ts";
import { type InboxEntry, inboxEntries, isJoinable, joinEntry } from "../inbox.ts";
import { notificationJobs } from "../jobs.ts";
import { loadPeople } from "../row.ts";
import { announceTo } from "./notify.ts";

/** One thing that happened, by whoever knows it. */
export interface NewEvent {
  readonly kind: EventKind;
  readonly projectId: string | null;
  readonly subjectId: string | null;
  /** Members that it is about. */
  readonly concerned?: readonly string[];
  readonly facts: GivenFacts;
  /** The same key is told once, however often it is recorded. */
  readonly onceKey?: string;
}

/**
 * Writes what happened into the outbox and the inboxes, in the caller's transaction: it is told only if it is real.
 * Messages are made of it afterwards, by the policy. Events of one call are told together.
 * The answer is how many were not recorded before.
 */
export async function recordEvents(tx: Tx, deps: Deps, events: readonly NewEvent[]): Promise<number> {
  if (events.length === 0) return 0;
  const recorded = await insertEvents(tx, deps, events);
  const [first] = recorded;
  if (first === undefined) return 0;
  await tellInside(tx, deps, recorded);
  await enqueue(tx, deps, notificationJobs["notification.plan"], { subjectId: first.id, fence: 0 });
  return recorded.length;
}

async function insertEvents(tx: Tx, deps: Deps, events: readonly NewEvent[]): Promise<PolicyEvent[]> {
  const { organizationId, actor } = deps;
  const actingMemberId = actor.kind === "user" ? actor.memberId : null;
  const made = events.map((event) => ({
    ...{ id: newId(), at: tx.now, kind: event.kind, projectId: event.projectId, subjectId: event.subjectId },
    ...{ concerned: [...(event.concerned ?? [])], actingMemberId, facts: EventFacts.parse(event.facts) },
    onceKey: event.onceKey ?? null,
  }));
  const inserted = await tx.db.notificationEvent.createManyAndReturn({
    data: made.map((event) => ({ organizationId, ...event })),
    skipDuplicates: true,
    select: { id: true },
  });
  const ids = new Set(inserted.map(({ id }) => id));
  return made.filter(({ id }) => ids.has(id));
}

async function tellInside(tx: Tx, deps: Deps, events: readonly PolicyEvent[]): Promise<void> {
  const loud = events.filter(
    (event) => event.concerned.length > 0 || ["severe", "alert", "incident"].includes(newsOf(event)),
  );
  if (loud.length === 0) return;
  const entries = inboxEntries(loud, await loadPeople(tx, deps));
  const unread = await youngUnread(tx, deps, entries);
  const added: InboxEntry[] = [];
  for (const entry of entries) {
    const line = isJoinable(entry) ? unread.get(lineKey(entry)) : undefined;
    if (line === undefined) added.push(entry);
    else await joinLine(tx, deps, line, entry);
  }
  await tx.db.notification.createMany({
    data: added.map(({ memberId, kind, projectId, subjectId, ...entry }) => ({
      ...{ organizationId: deps.organizationId, id: newId(), memberId, kind, projectId, subjectId, createdAt: tx.now },
      ...shown(entry),
    })),
  });
  for (const memberId of new Set(entries.map((entry) => entry.memberId))) await announceTo(tx, deps, memberId);
}

/** How old a line may be that the next one of its kind joins. */
const JOIN_MS = 10 * 60_000;

interface Line {
  readonly id: string;
  readonly numbers: readonly number[];
}

function lineKey(line: {
  readonly memberId: string;
  readonly kind: string;
  readonly projectId: string | null;
}): string {
  return `${line.memberId} ${line.kind} ${line.projectId ?? ""}`;
}

/** The newest line of each member, kind and project that is young and not read. */
async function youngUnread(tx: Tx, deps: Deps, entries: readonly InboxEntry[]): Promise<Map<string, Line>> {
  const rows = await tx.db.notification.findMany({
    where: {
      ...{ organizationId: deps.organizationId, readAt: null, numbers: { isEmpty: false } },
      memberId: { in: [...new Set(entries.map(({ memberId }) => memberId))] },
      kind: { in: [...new Set(entries.map(({ kind }) => kind))] },
      createdAt: { gte: new Date(tx.now.getTime() - JOIN_MS) },
    },
    select: { id: true, memberId: true, kind: true, projectId: true, numbers: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return new Map(rows.map((row) => [lineKey(row), row]));
}

async function joinLine(tx: Tx, deps: Deps, line: Line, entry: InboxEntry): Promise<void> {
  const joined = joinEntry(entry, line);
  await tx.db.notification.updateMany({
    where: { organizationId: deps.organizationId, id: line.id },
    data: { ...shown(joined), subjectId: joined.subjectId, createdAt: tx.now },
  });
}

function shown({ title, path, numbers }: Pick<InboxEntry, "title" | "path" | "numbers">) {
  return {
    title: title.slice(0, 300).toWellFormed(),
    href: path.startsWith("/o/") ? path : null,
    numbers: [...numbers],
  };
}
