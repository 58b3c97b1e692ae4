import { newId } from "../../shared/index.ts";
import { NO_SLA } from "../sla.ts";
import { slaOf } from "../use-cases/read-sla.ts";
import { clockColumns } from "./clock-columns.ts";
import { actorUserId, type Asking, Prisma, type ProjectDeps, type Tx } from "../../shared/server.ts";

/** Counting stops here: the question says "more than". */
export const MOST_COUNTED = 10_000;
const ROWS_PER_STATEMENT = 1000;

/** Undecided findings of tools, first seen before `cutoff`: they stand for code that was there before. */
function oldFindings(deps: ProjectDeps, cutoff: Date): Prisma.Sql {
  return Prisma.sql`
    FROM "finding" f
    WHERE f."organization_id" = ${deps.organizationId}::uuid AND f."project_id" = ${deps.projectId}::uuid
      AND f."state" = 'new' AND NOT f."backlog" AND NOT f."branch_only" AND NOT f."restricted" AND f."origin" IN ('scanner', 'import')
      AND f."first_seen_at" < ${cutoff}::timestamptz`;
}

/** How many of them there are by code of others and rank, none of the cells above the most that is counted. */
export async function countOldFindings(
  from: Asking,
  deps: ProjectDeps,
  cutoff: Date,
): Promise<{ readonly dependency: boolean; readonly rank: number; readonly count: number }[]> {
  return from.ask(Prisma.sql`
    SELECT s."dependency", s."severity_rank"::int AS rank, count(*)::int AS count
    FROM (SELECT f."dependency", f."severity_rank" ${oldFindings(deps, cutoff)} LIMIT ${MOST_COUNTED + 1}) s GROUP BY 1, 2`);
}

/** Marks what is older than the cutoff and milder than `keptFrom`; answers with their ids. */
export async function markBacklog(tx: Tx, deps: ProjectDeps, cutoff: Date, keptFrom: number | null): Promise<string[]> {
  const mild = keptFrom === null ? Prisma.empty : Prisma.sql`AND f."severity_rank" > ${keptFrom}::smallint`;
  // Nothing that a person is about to decide rests on the mark, so the version stays.
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    UPDATE "finding" f SET "backlog" = true, "backlog_at" = ${tx.now}::timestamptz, ${clockColumns(tx.now, NO_SLA)}
    FROM (SELECT f."id", 'new' AS state, true AS backlog ${oldFindings(deps, cutoff)} ${mild}) u
    WHERE f."organization_id" = ${deps.organizationId}::uuid AND f."id" = u."id"
    RETURNING f."id"`;
  return rows.map((row) => row.id);
}

/** Takes the mark of one adoption away wherever it still stands; answers with the ids of those that are open again. */
export async function unmarkBacklog(tx: Tx, deps: ProjectDeps, adoptedAt: Date): Promise<string[]> {
  const rows = await tx.db.$queryRaw<{ id: string; open: boolean }[]>`
    UPDATE "finding" f SET "backlog" = false, "backlog_at" = NULL, ${clockColumns(tx.now, await slaOf(tx, deps), { resumes: true })}
    FROM (
      SELECT o."id", o."state", false AS backlog FROM "finding" o
      WHERE o."organization_id" = ${deps.organizationId}::uuid AND o."project_id" = ${deps.projectId}::uuid
        AND o."backlog_at" = ${adoptedAt}::timestamptz
    ) u
    WHERE f."organization_id" = ${deps.organizationId}::uuid AND f."id" = u."id"
    RETURNING f."id", f."state" = 'new' AS open`;
  return rows.filter((row) => row.open).map((row) => row.id);
}

/** One line in the history of each finding, by whoever acts now. */
export async function addBacklogEvents(
  tx: Tx,
  deps: ProjectDeps,
  ids: readonly string[],
  line: { readonly from: string; readonly to: string; readonly why: string },
): Promise<void> {
  const userId = actorUserId(deps);
  const origin = userId === null ? "system" : "human";
  for (let from = 0; from < ids.length; from += ROWS_PER_STATEMENT) {
    const rows = ids.slice(from, from + ROWS_PER_STATEMENT).map((finding) => ({ id: newId(), finding }));
    await tx.db.$executeRaw`
      INSERT INTO "finding_event" ("organization_id", "id", "finding_id", "at", "kind", "origin", "actor_user_id", "from", "to",
        "details")
      SELECT ${deps.organizationId}::uuid, u.id, u.finding, ${tx.now}::timestamptz, 'backlog', ${origin}, ${userId}::uuid,
        ${line.from}, ${line.to}, jsonb_build_object('why', ${line.why}::text)
      FROM json_to_recordset(${JSON.stringify(rows)}::json) AS u(id uuid, finding uuid)`;
  }
}
