import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { BranchState, type FindingBranch } from "../branches.ts";
import { DismissReason } from "../states.ts";

/** Branches of one finding that are told. */
const MOST = 200;

interface BranchRow {
  readonly ref: string;
  readonly isDefault: boolean;
  readonly present: boolean;
  readonly revision: number | null;
  readonly state: string | null;
  readonly reason: string | null;
  readonly comment: string | null;
  readonly until: Date | null;
  readonly by: string | null;
  readonly at: Date | null;
}

/** Where a finding was seen, branch by branch, with what was decided for each; the default branch first. */
export async function readBranches(tx: Tx, deps: ProjectDeps, findingId: string): Promise<FindingBranch[]> {
  const rows = await tx.db.$queryRaw<BranchRow[]>`
    SELECT s.*, d."state", d."reason", d."comment", d."until", d."decided_at" AS "at", u."name" AS "by"
    FROM (
      SELECT o."ref", bool_or(coalesce(r."is_default_ref", true)) AS "isDefault", bool_or(o."present") AS "present",
        max(r."number") AS "revision"
      FROM "occurrence" o
      LEFT JOIN "revision" r ON r."organization_id" = o."organization_id" AND r."id" = o."revision_id"
      WHERE o."organization_id" = ${deps.organizationId}::uuid AND o."finding_id" = ${findingId}::uuid AND o."ref" <> ''
      GROUP BY 1
    ) s
    LEFT JOIN "branch_decision" d ON d."organization_id" = ${deps.organizationId}::uuid
      AND d."finding_id" = ${findingId}::uuid AND d."ref" = s."ref" AND (d."until" IS NULL OR d."until" > ${tx.now}::timestamptz)
    LEFT JOIN "user" u ON u."id" = d."decided_by_id"
    ORDER BY s."isDefault" DESC, s."present" DESC, s."ref" LIMIT ${MOST}`;
  return rows.map(({ ref, isDefault, present, revision, ...row }) => ({
    ...{ ref, isDefault, present, revision },
    decision:
      row.state === null || row.at === null
        ? null
        : {
            state: BranchState.parse(row.state),
            reason: row.reason === null ? null : DismissReason.parse(row.reason),
            ...{ comment: row.comment ?? "", until: row.until, by: row.by ?? "former member", at: row.at },
          },
  }));
}

/** What was decided for one branch, by finding. */
export async function decisionsOnBranch(
  tx: Tx,
  deps: ProjectDeps,
  ref: string,
  findingIds: readonly string[],
): Promise<Map<string, { readonly state: BranchState; readonly reason: DismissReason | null }>> {
  if (findingIds.length === 0) return new Map();
  const rows = await tx.db.branchDecision.findMany({
    where: {
      ...{ organizationId: deps.organizationId, projectId: deps.projectId, ref, findingId: { in: [...findingIds] } },
      OR: [{ until: null }, { until: { gt: tx.now } }],
    },
    select: { findingId: true, state: true, reason: true },
  });
  return new Map(
    rows.map(({ findingId, state, reason }) => [
      findingId,
      { state: BranchState.parse(state), reason: reason === null ? null : DismissReason.parse(reason) },
    ]),
  );
}
