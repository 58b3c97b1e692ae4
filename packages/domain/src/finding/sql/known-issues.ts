import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { KNOWN_STATUSES, type KnownIssue, KnownStatus } from "../known-issues.ts";
import { Severity } from "../normalized.ts";
import { DecisionOrigin } from "../standing.ts";

interface Row {
  readonly number: number;
  readonly title: string;
  readonly severity: string;
  readonly status: string;
  readonly reason: string | null;
  readonly until: Date | null;
  readonly origin: string | null;
  readonly owner: string | null;
  /** Who decided last: a person who has left has an id and no name. */
  readonly deciderId: string | null;
  readonly decider: string | null;
  readonly decidedAt: Date | null;
  readonly path: string | null;
  readonly startLine: number | null;
  readonly container: string | null;
  readonly callable: string | null;
  readonly total: number;
}

/** A known issue with what its readers outside of the list need. */
export interface KnownIssueRow extends KnownIssue {
  readonly owner: string | null;
  readonly decider: string | null;
  readonly decidedAt: Date | null;
}

export interface KnownIssueRows {
  readonly issues: KnownIssueRow[];
  /** How many there are more than asked for. */
  readonly omitted: number;
  /** Restricted ones are counted and never listed, whoever asks. */
  readonly restricted: number;
}

/** The one reading of what is true, known and not fixed now in own code: worst first, with the words of the decision. */
export async function readKnownIssues(tx: Tx, deps: ProjectDeps, most: number): Promise<KnownIssueRows> {
  const reasons = KNOWN_STATUSES.filter((status) => status !== "acknowledged");
  const rows = await tx.db.$queryRaw<Row[]>`
    SELECT f."number", f."title", f."severity", f."acknowledged_until" AS until, f."decision_origin" AS origin,
      CASE WHEN f."state" = 'acknowledged' THEN 'acknowledged' ELSE f."decision_reason" END AS status,
      CASE WHEN f."state" = 'acknowledged' THEN f."decision_reason" ELSE e."comment" END AS reason,
      o."name" AS owner, e."actor_user_id" AS "deciderId", d."name" AS decider, e."at" AS "decidedAt",
      f."path", f."start_line" AS "startLine", f."container", f."callable", count(*) OVER ()::int AS total
    FROM "finding" f
    LEFT JOIN LATERAL (
      SELECT x."comment", x."actor_user_id", x."at" FROM "finding_event" x
      WHERE x."organization_id" = f."organization_id" AND x."finding_id" = f."id" AND x."kind" = 'transition'
        AND x."to" IN ('acknowledged', 'dismissed')
      ORDER BY x."at" DESC, x."id" DESC LIMIT 1
    ) e ON true
    LEFT JOIN "user" d ON d."id" = e."actor_user_id"
    LEFT JOIN "member" m ON m."organization_id" = f."organization_id" AND m."id" = f."assignee_id"
    LEFT JOIN "user" o ON o."id" = m."user_id"
    WHERE f."organization_id" = ${deps.organizationId}::uuid AND f."project_id" = ${deps.projectId}::uuid
      AND NOT f."dependency" AND NOT f."restricted" AND NOT f."branch_only"
      AND (f."state" = 'acknowledged' OR (f."state" = 'dismissed' AND f."decision_reason" = ANY(${reasons}::text[])))
    ORDER BY f."severity_rank", f."number" LIMIT ${most}`;
  const restricted = await tx.db.finding.count({
    where: {
      ...{ organizationId: deps.organizationId, projectId: deps.projectId, restricted: true, dependency: false },
      branchOnly: false,
      OR: [{ state: "acknowledged" }, { state: "dismissed", decisionReason: { in: [...reasons] } }],
    },
  });
  return { issues: rows.map(toIssue), omitted: (rows[0]?.total ?? 0) - rows.length, restricted };
}

function toIssue(row: Row): KnownIssueRow {
  const names = [row.container, row.callable].filter((name) => name !== null);
  const status = KnownStatus.parse(row.status);
  return {
    ...{ number: row.number, title: row.title, path: row.path, startLine: row.startLine },
    ...{ owner: row.owner, decidedAt: row.decidedAt, status, reason: row.reason ?? "" },
    severity: Severity.parse(row.severity),
    until: status === "acknowledged" ? row.until : null,
    decidedBy: row.origin === null ? null : DecisionOrigin.parse(row.origin),
    decider: row.deciderId === null ? null : (row.decider ?? "former member"),
    function: names.length === 0 ? null : names.join("."),
  };
}
