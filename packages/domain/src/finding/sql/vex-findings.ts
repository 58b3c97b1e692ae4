import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { FindingState } from "../states.ts";

interface Row {
  readonly number: number;
  readonly package: string;
  readonly advisories: string[];
  readonly state: string;
  readonly reason: string | null;
  readonly comment: string | null;
  readonly at: Date;
  readonly until: Date | null;
}

export interface AdvisedFinding extends Omit<Row, "state"> {
  readonly state: FindingState;
}

/**
 * Findings on advisories with who decided what: those of packages that a package URL names. Restricted ones are in no
 * document for others, whoever asks.
 */
export async function readVexFindings(tx: Tx, deps: ProjectDeps, most: number): Promise<AdvisedFinding[]> {
  const rows = await tx.db.$queryRaw<Row[]>`
    SELECT f."number", f."package", f."advisories", f."state", f."decision_reason" AS reason, e."comment",
      coalesce(e."at", f."first_seen_at") AS at, f."acknowledged_until" AS until
    FROM "finding" f
    LEFT JOIN LATERAL (
      SELECT x."comment", x."at" FROM "finding_event" x
      WHERE x."organization_id" = f."organization_id" AND x."finding_id" = f."id" AND x."kind" IN ('transition', 'undo')
      ORDER BY x."at" DESC, x."id" DESC LIMIT 1
    ) e ON true
    WHERE f."organization_id" = ${deps.organizationId}::uuid AND f."project_id" = ${deps.projectId}::uuid
      AND cardinality(f."advisories") > 0 AND f."package" LIKE 'pkg:%' AND NOT f."restricted" AND NOT f."branch_only"
      AND f."state" NOT IN ('duplicate', 'not-observed')
    ORDER BY f."number" LIMIT ${most + 1}`;
  return rows.map((row) => ({ ...row, state: FindingState.parse(row.state) }));
}
