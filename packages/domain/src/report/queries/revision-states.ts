import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { shortName } from "../../source/index.ts";
import type { RevisionState } from "../schema.ts";
import { ASIDE_STATES, isSeverity, noCounts, OPEN_STATES } from "./counts.ts";
import type { ReportRevision } from "./newest-revision.ts";

/**
 * Severity × state as it stood when the last scan or PoC run of each revision had ended: the last transition of each
 * finding up to then. Own code, without restricted findings.
 */
export async function readRevisionStates(
  tx: Tx,
  deps: ProjectDeps,
  revisions: readonly ReportRevision[],
): Promise<RevisionState[]> {
  const states: RevisionState[] = [];
  for (const [index, revision] of revisions.entries()) {
    const isLast = index === revisions.length - 1;
    const at = isLast ? tx.now : await settledAt(tx, deps, revision.id);
    if (at === null) continue;
    const rows = await tx.db.$queryRaw<{ severity: string; state: string; count: number }[]>`
      SELECT f."severity", e."to" AS state, count(*)::int AS count
      FROM "finding" f
      JOIN LATERAL (
        SELECT x."to" FROM "finding_event" x
        WHERE x."organization_id" = f."organization_id" AND x."finding_id" = f."id" AND x."to" IS NOT NULL
          AND x."kind" IN ('transition', 'undo', 'created') AND x."at" <= ${at}
        ORDER BY x."at" DESC, x."id" DESC LIMIT 1
      ) e ON true
      WHERE f."organization_id" = ${deps.organizationId}::uuid AND f."project_id" = ${deps.projectId}::uuid
        AND NOT f."dependency" AND NOT f."restricted"
      GROUP BY 1, 2`;
    const open = noCounts();
    const resolved = noCounts();
    const setAside = noCounts();
    for (const row of rows) {
      if (!isSeverity(row.severity)) continue;
      if ((OPEN_STATES as readonly string[]).includes(row.state)) open[row.severity] += row.count;
      else if (row.state === "resolved") resolved[row.severity] += row.count;
      else if ((ASIDE_STATES as readonly string[]).includes(row.state)) setAside[row.severity] += row.count;
    }
    const { number, commit } = revision;
    states.push({
      revision: { number, name: shortName(revision), commit },
      at: at.toISOString(),
      open,
      resolved,
      setAside,
    });
  }
  return states;
}

/** When the last scan or PoC run that was asked for with a revision's arrival had ended; null when nothing ran. */
async function settledAt(tx: Tx, deps: ProjectDeps, revisionId: string): Promise<Date | null> {
  const rows = await tx.db.$queryRaw<{ at: Date | null }[]>`
    SELECT max("finished_at") AS at FROM (
      SELECT "finished_at" FROM "scan" WHERE "organization_id" = ${deps.organizationId}::uuid AND "revision_id" = ${revisionId}::uuid
      UNION ALL
      SELECT "finished_at" FROM "poc_run" WHERE "organization_id" = ${deps.organizationId}::uuid AND "revision_id" = ${revisionId}::uuid
    ) ended`;
  return rows[0]?.at ?? null;
}
