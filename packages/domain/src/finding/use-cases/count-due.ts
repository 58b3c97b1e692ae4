import { type Asking, type Deps, Prisma, type ProjectDeps } from "../../shared/server.ts";
import { Severity } from "../normalized.ts";
import { SEVERITIES } from "../vocabulary.ts";
import type { DueCounts } from "../sla.ts";
import { readable } from "../sql/own-view.ts";

/** What is overdue and what is due within a week in own code, of a project or of all: for overviews and managers. */
export async function countDue(deps: Deps | ProjectDeps): Promise<DueCounts> {
  return readDue(deps, deps, "projectId" in deps ? deps.projectId : null);
}

/** The same inside a transaction. */
export async function readDue(from: Asking, deps: Deps, projectId: string | null): Promise<DueCounts> {
  const inProject = projectId === null ? Prisma.empty : Prisma.sql`AND f."project_id" = ${projectId}::uuid`;
  const rows = await from.ask<{ severity: string; overdue: boolean; count: number }>(Prisma.sql`
    SELECT f."severity", f."due_at" < now() AS overdue, count(*)::int AS count FROM "finding" f
    WHERE f."organization_id" = ${deps.organizationId}::uuid ${inProject} AND NOT f."dependency"
      AND f."due_at" < now() + interval '168 hours' AND ${readable(deps)}
    GROUP BY 1, 2`);
  const bySeverity = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>;
  const counts = { overdue: 0, week: 0 };
  for (const { severity, overdue, count } of rows) {
    counts[overdue ? "overdue" : "week"] += count;
    if (overdue) bySeverity[Severity.parse(severity)] += count;
  }
  return { ...counts, overdueBySeverity: bySeverity };
}
