import { OPEN_STATES } from "../../finding/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { shortName } from "../../source/index.ts";
import type { RevisionState } from "../schema.ts";
import { ASIDE_STATES, isSeverity, noCounts } from "./counts.ts";
import type { ReportRevision } from "./revision-line.ts";

interface StateRow {
  readonly index: number;
  readonly severity: string;
  readonly state: string;
  /** New, and adopted as known since. */
  readonly backlog: boolean;
  readonly count: number;
}

/**
 * Severity × state as it stood when the next revision arrived, for the newest as it stands now: each finding's last
 * transition up to then, by today's severity. Own code, without restricted findings. Revisions on which nothing ever
 * ran are left out.
 */
export async function readRevisionStates(
  tx: Tx,
  deps: ProjectDeps,
  line: readonly ReportRevision[],
): Promise<RevisionState[]> {
  const looked = await withFinishedWork(tx, deps, line);
  const moments = line
    .map((revision, index) => {
      const next = line[index + 1];
      return { revision, at: next === undefined ? tx.now : (next.readyAt ?? next.createdAt) };
    })
    .filter(({ revision }) => looked.has(revision.id));
  if (moments.length === 0) return [];
  const rows = await readStatesAt(
    tx,
    deps,
    moments.map(({ at }) => at),
  );
  return moments.map(({ revision, at }, index) => {
    const counts = { open: noCounts(), resolved: noCounts(), setAside: noCounts() };
    for (const row of rows.filter((candidate) => candidate.index === index + 1)) {
      if (!isSeverity(row.severity)) continue;
      if (row.backlog && row.state === "new") counts.setAside[row.severity] += row.count;
      else if ((OPEN_STATES as readonly string[]).includes(row.state)) counts.open[row.severity] += row.count;
      else if (row.state === "resolved") counts.resolved[row.severity] += row.count;
      else if ((ASIDE_STATES as readonly string[]).includes(row.state)) counts.setAside[row.severity] += row.count;
    }
    const { number, commit } = revision;
    return { revision: { number, name: shortName(revision), commit }, at: at.toISOString(), ...counts };
  });
}

/** One pass over the history: each transition holds until the next one of its finding. */
async function readStatesAt(tx: Tx, deps: ProjectDeps, moments: readonly Date[]): Promise<StateRow[]> {
  return tx.db.$queryRaw<StateRow[]>`
    SELECT m."index"::int AS index, t."severity", t."to" AS state, t."backlog", count(*)::int AS count
    FROM (
      SELECT f."severity", f."backlog", x."to", x."at",
        lead(x."at") OVER (PARTITION BY x."finding_id" ORDER BY x."at", x."id") AS until
      FROM "finding" f
      JOIN "finding_event" x ON x."organization_id" = f."organization_id" AND x."finding_id" = f."id"
      WHERE f."organization_id" = ${deps.organizationId}::uuid AND f."project_id" = ${deps.projectId}::uuid
        AND NOT f."dependency" AND NOT f."restricted" AND NOT f."branch_only" AND x."kind" IN ('transition', 'undo')
    ) t
    JOIN unnest(${[...moments]}::timestamptz[]) WITH ORDINALITY AS m("at", "index")
      ON t."at" <= m."at" AND (t."until" IS NULL OR t."until" > m."at")
    GROUP BY 1, 2, 3, 4`;
}

/** Ids of the revisions on which at least one scan or PoC run has ended. */
async function withFinishedWork(tx: Tx, deps: ProjectDeps, line: readonly ReportRevision[]): Promise<Set<string>> {
  const where = {
    organizationId: deps.organizationId,
    revisionId: { in: line.map((revision) => revision.id) },
    finishedAt: { not: null },
  };
  const scans = await tx.db.scan.findMany({ where, select: { revisionId: true }, distinct: ["revisionId"] });
  const runs = await tx.db.pocRun.findMany({ where, select: { revisionId: true }, distinct: ["revisionId"] });
  return new Set([...scans, ...runs].flatMap(({ revisionId }) => revisionId ?? []));
}
