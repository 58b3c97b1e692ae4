import { OPEN_STATES, Severity } from "../../finding/index.ts";
import { type Asking, Prisma, type ProjectDeps } from "../../shared/server.ts";
import { PocVerdict } from "../../verification/index.ts";
import type { ReportFinding } from "../schema.ts";

const DAY = 86_400_000;

/** The index is of these states by name: a plan that is kept finds it by the words, not by a parameter. */
const OPEN = Prisma.raw(OPEN_STATES.map((state) => `'${state}'`).join(", "));

/** Which findings `f` they are, and their order: that of the index `finding_worst_open_idx`, which names the same. */
function top({ organizationId, projectId }: ProjectDeps, most: number): Prisma.Sql {
  return Prisma.sql`
    WHERE f."organization_id" = ${organizationId}::uuid AND f."project_id" = ${projectId}::uuid
      AND f."severity_rank" <= 1 AND NOT f."dependency" AND NOT f."restricted" AND NOT f."backlog"
      AND NOT f."branch_only" AND f."state" IN (${OPEN})
    ORDER BY f."severity_rank", f."first_seen_at", f."number" LIMIT ${most}`;
}

/** Numbers of the same findings in the same order, as many as asked for. */
export async function readTopNumbers(from: Asking, deps: ProjectDeps, most: number): Promise<number[]> {
  const rows = await from.ask<{ number: number }>(Prisma.sql`SELECT f."number" FROM "finding" f ${top(deps, most)}`);
  return rows.map(({ number }) => number);
}

interface TopRow {
  readonly number: number;
  readonly title: string;
  readonly severity: string;
  readonly state: string;
  readonly path: string | null;
  readonly startLine: number | null;
  readonly container: string | null;
  readonly callable: string | null;
  readonly firstSeenAt: Date;
  readonly now: Date;
  readonly owner: string | null;
  readonly verdicts: readonly (string | null)[];
}

/** Of each PoC of a finding `f`, ten at most, what its run on the newest revision said. */
const newestVerdicts = Prisma.sql`
  SELECT x."verdict" FROM (
    SELECT p."organization_id", p."id" FROM "poc" p
    WHERE p."organization_id" = f."organization_id" AND p."finding_id" = f."id" LIMIT 10
  ) p
  CROSS JOIN LATERAL (
    SELECT x."verdict" FROM "poc_run" x
    JOIN "revision" r ON r."organization_id" = x."organization_id" AND r."id" = x."revision_id"
    WHERE x."organization_id" = p."organization_id" AND x."poc_id" = p."id" AND x."state" = 'finished'
    ORDER BY r."number" DESC, x."created_at" DESC LIMIT 1
  ) x`;

/** Open criticals and highs of own code, worst and oldest first, 100 at most; restricted ones are never listed. */
export async function readTopFindings(from: Asking, deps: ProjectDeps): Promise<ReportFinding[]> {
  const rows = await from.ask<TopRow>(Prisma.sql`
    SELECT f."number", f."title", f."severity", f."state", f."path", f."start_line" AS "startLine", f."container",
      f."callable", f."first_seen_at" AS "firstSeenAt", now()::timestamptz(3) AS "now", u."name" AS "owner",
      ARRAY(${newestVerdicts}) AS "verdicts"
    FROM "finding" f
    LEFT JOIN "member" m ON m."organization_id" = f."organization_id" AND m."id" = f."assignee_id"
    LEFT JOIN "user" u ON u."id" = m."user_id"
${top(deps, 100)}`);
  return rows.map((row) => {
    const worst =
      row.verdicts.find((verdict) => verdict === "reproduces") ?? row.verdicts.find((verdict) => verdict !== null);
    return {
      number: row.number,
      title: row.title,
      severity: Severity.parse(row.severity),
      state: row.state,
      place: placeOf(row),
      owner: row.owner,
      ageDays: Math.max(0, Math.floor((row.now.getTime() - row.firstSeenAt.getTime()) / DAY)),
      poc: worst == null ? null : PocVerdict.parse(worst),
    };
  });
}

export function placeOf(row: {
  path: string | null;
  startLine: number | null;
  container: string | null;
  callable: string | null;
}): string | null {
  const name = [row.container, row.callable].filter((part) => part !== null).join(".");
  if (name !== "") return name;
  if (row.path === null) return null;
  return row.startLine === null ? row.path : `${row.path}:${row.startLine}`;
}
