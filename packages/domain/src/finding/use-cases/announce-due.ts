import { type NewEvent, recordEvents } from "../../notification/server.ts";
import { createSystemDeps, type Database, type Deps, forProject, type Tx } from "../../shared/server.ts";
import { OPEN_STATES } from "../vocabulary.ts";
import { projectPath } from "./announce-findings.ts";
import { FACTS_SELECT, factsOf } from "./tell-news.ts";

const DAY_MS = 86_400_000;
const SOON_DAYS = 3;
/** Findings of one transaction. */
const BATCH = 500;

/**
 * Tells owners, in every organization, of open findings that are due in three days, and of overdue ones on their day
 * and each week after it. Each is told once, however often this is called; the answer is how many were.
 */
export async function announceDueFindings(database: Database): Promise<number> {
  const ids = await database.asSystem("finding.announce-due", async (tx) => {
    const rows = await tx.db.$queryRaw<{ id: string }[]>`SELECT "organization_ids"() AS "id"`;
    return rows.map((row) => row.id);
  });
  let told = 0;
  for (const id of ids) {
    const deps = createSystemDeps(database, id, "finding.announce-due");
    for (let after: Place | null = FIRST; after !== null; ) {
      const batch = await deps.withOrganization((tx) => announceBatch(tx, deps, after ?? FIRST));
      told += batch.told;
      after = batch.next;
    }
  }
  return told;
}

/** The last finding of a batch: the next one begins behind it. */
interface Place {
  readonly dueAt: Date;
  readonly id: string;
}
const FIRST: Place = { dueAt: new Date(0), id: "00000000-0000-0000-0000-000000000000" };

async function announceBatch(tx: Tx, deps: Deps, after: Place): Promise<{ told: number; next: Place | null }> {
  const until = new Date(tx.now.getTime() + SOON_DAYS * DAY_MS);
  const rows = await tx.db.finding.findMany({
    where: {
      ...{ organizationId: deps.organizationId, state: { in: [...OPEN_STATES] }, backlog: false },
      ...{ assigneeId: { not: null }, dueAt: { lte: until } },
      OR: [{ dueAt: { gt: after.dueAt } }, { dueAt: after.dueAt, id: { gt: after.id } }],
    },
    select: { ...FACTS_SELECT, dueAt: true, projectId: true },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: BATCH,
  });
  const paths = new Map<string, string>();
  for (const { projectId } of rows) {
    if (!paths.has(projectId)) paths.set(projectId, await projectPath(tx, forProject(deps, projectId)));
  }
  const events = rows.flatMap(({ projectId, dueAt, ...row }) => {
    if (dueAt === null || row.assigneeId === null) return [];
    const facts = { ...factsOf(row, paths.get(projectId) ?? ""), dueAt: dueAt.toISOString() };
    return [dueEvent({ projectId, id: row.id, assigneeId: row.assigneeId, dueAt }, facts, tx.now)];
  });
  const told = await recordEvents(tx, deps, events);
  const last = rows.at(-1);
  const full = rows.length === BATCH && last !== undefined && last.dueAt !== null;
  return { told, next: full && last.dueAt !== null ? { dueAt: last.dueAt, id: last.id } : null };
}

function dueEvent(
  finding: { readonly projectId: string; readonly id: string; readonly assigneeId: string; readonly dueAt: Date },
  facts: NewEvent["facts"],
  now: Date,
): NewEvent {
  const { projectId, id, assigneeId, dueAt } = finding;
  const overdue = dueAt <= now;
  const week = Math.floor((now.getTime() - dueAt.getTime()) / (7 * DAY_MS));
  return {
    ...{ kind: overdue ? "finding.overdue" : "finding.due", projectId, subjectId: id, concerned: [assigneeId], facts },
    // A new date and a new owner are told anew.
    onceKey: ["due", id, dueAt.getTime(), assigneeId, overdue ? week : "soon"].join(":"),
  };
}
