import { OPEN_STATES, SEVERITIES, type Severity } from "../../finding/index.ts";
import { type Asking, Prisma, type ProjectDeps } from "../../shared/server.ts";
import type { SeverityCounts } from "../schema.ts";

/** States in which a person or a policy has set it aside. */
export const ASIDE_STATES = ["acknowledged", "dismissed", "duplicate", "not-observed"] as const;

export function noCounts(): Record<Severity, number> {
  return { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
}

export function isSeverity(text: string): text is Severity {
  return (SEVERITIES as readonly string[]).includes(text);
}

/** Open findings of own code by severity, without restricted ones and the backlog, which are only counted. */
export async function countOpen(
  from: Asking,
  deps: ProjectDeps,
): Promise<{ open: SeverityCounts; hiddenRestricted: number; backlog: number }> {
  const rows = await from.ask<{ severity: string; restricted: boolean; backlog: boolean; count: number }>(Prisma.sql`
    SELECT c."severity", c."restricted", c."backlog", sum(c."count")::int AS "count" FROM "finding_counter" c
    WHERE c."organization_id" = ${deps.organizationId}::uuid AND c."project_id" = ${deps.projectId}::uuid
      AND c."state" = ANY(${[...OPEN_STATES]}::text[]) AND NOT c."dependency"
    GROUP BY 1, 2, 3`);
  const open = noCounts();
  let hiddenRestricted = 0;
  let backlog = 0;
  for (const row of rows) {
    if (row.restricted) hiddenRestricted += row.count;
    else if (row.backlog) backlog += row.count;
    else if (isSeverity(row.severity)) open[row.severity] += row.count;
  }
  return { open, hiddenRestricted, backlog };
}
