import { OPEN_STATES } from "../../finding/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import type { DateState } from "../schema.ts";
import { isSeverity, noCounts } from "./counts.ts";

const STEPS = 32;

interface StepRow {
  readonly bucket: number;
  readonly severity: string;
  readonly change: number;
}

/** Evenly spaced moments from the first to the last, both among them; the last alone when there is no time between. */
export function momentsBetween(first: Date, last: Date, steps = STEPS): Date[] {
  const span = last.getTime() - first.getTime();
  if (span <= 0) return [last];
  return Array.from(
    { length: steps + 1 },
    (_, index) => new Date(first.getTime() + Math.round((span * index) / steps)),
  );
}

/**
 * How many findings were open, by today's severity, from the project's first day to now. Own code, without restricted
 * findings and the backlog. One pass: each transition adds and takes away where it happened, and the sums are carried on.
 */
export async function readDates(tx: Tx, deps: ProjectDeps): Promise<DateState[]> {
  const project = await tx.db.project.findFirstOrThrow({
    where: { organizationId: deps.organizationId, id: deps.projectId },
    select: { createdAt: true },
  });
  const moments = momentsBetween(project.createdAt, tx.now);
  const rows = await tx.db.$queryRaw<StepRow[]>`
    SELECT width_bucket(t."at" - interval '1 microsecond', ${moments}::timestamptz[])::int AS bucket, t."severity",
      sum((t."to" = ANY(${[...OPEN_STATES]}))::int - coalesce((t."before" = ANY(${[...OPEN_STATES]}))::int, 0))::int AS change
    FROM (
      SELECT f."severity", x."to", x."at",
        lag(x."to") OVER (PARTITION BY x."finding_id" ORDER BY x."at", x."id") AS before
      FROM "finding" f
      JOIN "finding_event" x ON x."organization_id" = f."organization_id" AND x."finding_id" = f."id"
      WHERE f."organization_id" = ${deps.organizationId}::uuid AND f."project_id" = ${deps.projectId}::uuid
        AND NOT f."dependency" AND NOT f."restricted" AND NOT f."backlog" AND NOT f."branch_only" AND x."kind" IN ('transition', 'undo')
    ) t
    GROUP BY 1, 2`;
  return moments.map((at, index) => {
    const open = noCounts();
    for (const row of rows) if (row.bucket <= index && isSeverity(row.severity)) open[row.severity] += row.change;
    return { at: at.toISOString(), open };
  });
}
