import { Severity } from "../normalized.ts";
import { covers, type PolicyScope, type PolicySubject } from "../policy.ts";
import { severityRank } from "../severity.ts";
import { Prisma, type Deps, type Tx } from "../../shared/server.ts";
import { FindingState } from "../states.ts";

/** A finding that a policy would decide now. */
export interface PolicyHit extends PolicySubject {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly state: FindingState;
  readonly restricted: boolean;
  readonly backlogAt: Date | null;
  readonly projectId: string;
  readonly projectSlug: string;
  readonly projectName: string;
}

/** States that a policy takes findings from when it begins. */
const TAKES: readonly FindingState[] = ["new", "confirmed", "in-progress", "regressed"];
const BATCH = 20_000;

/**
 * Exactly the findings that a policy covers now, worst first: a wider choice by the database, then the one judge that
 * also decides in publications.
 */
export async function policyHits(
  tx: Tx,
  deps: Deps,
  projectId: string | null,
  scope: PolicyScope,
): Promise<PolicyHit[]> {
  const hits: PolicyHit[] = [];
  let after: string | null = null;
  for (;;) {
    const rows: PolicyHit[] = await candidates(tx, deps, projectId, scope, after);
    hits.push(...rows.filter((row) => covers(scope, row)));
    after = rows.at(-1)?.id ?? null;
    if (rows.length < BATCH) break;
  }
  return hits.sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || a.number - b.number);
}

async function candidates(
  tx: Tx,
  deps: Deps,
  projectId: string | null,
  scope: PolicyScope,
  after: string | null,
): Promise<PolicyHit[]> {
  const all = [
    Prisma.sql`f."organization_id" = ${deps.organizationId}::uuid`,
    Prisma.sql`f."state" = ANY(${[...TAKES]}::text[])`,
    ...(projectId === null ? [] : [Prisma.sql`f."project_id" = ${projectId}::uuid`]),
    ...(after === null ? [] : [Prisma.sql`f."id" > ${after}::uuid`]),
    ...(scope.detector === null ? [] : [Prisma.sql`f."detector" LIKE ${wider(scope.detector)}`]),
    ...(scope.path === null ? [] : [Prisma.sql`f."path" LIKE ${wider(scope.path)}`]),
    ...(scope.package === null ? [] : [Prisma.sql`f."package" LIKE ${wider(scope.package)}`]),
    ...(scope.severityAtMost === null
      ? []
      : [Prisma.sql`f."severity_rank" >= ${severityRank(scope.severityAtMost)}::smallint`]),
  ];
  const branches =
    scope.branch === null
      ? Prisma.sql`ARRAY[]::text[]`
      : Prisma.sql`ARRAY(SELECT DISTINCT o."ref" FROM "occurrence" o WHERE o."organization_id" = f."organization_id"
          AND o."finding_id" = f."id" AND o."present")`;
  const rows = await tx.db.$queryRaw<(PolicyHit & { severity: string; state: string })[]>`
    SELECT f."id", f."number", f."title", f."state", f."restricted", f."backlog_at" AS "backlogAt", f."detector", f."path",
      f."package", f."advisories", f."severity", ${branches} AS "branches", f."project_id" AS "projectId",
      p."slug" AS "projectSlug", p."name" AS "projectName"
    FROM "finding" f JOIN "project" p ON p."organization_id" = f."organization_id" AND p."id" = f."project_id"
    WHERE ${Prisma.join(all, " AND ")}
    ORDER BY f."id" LIMIT ${BATCH}`;
  return rows.map((row) => ({ ...row, severity: Severity.parse(row.severity), state: FindingState.parse(row.state) }));
}

/** A LIKE pattern that takes everything a glob covers, and more. */
export function wider(glob: string): string {
  return glob
    .replaceAll(/[\\%_]/g, "\\$&")
    .replaceAll(/(?:^|\/)\*\*(?=\/|$)\/?/g, "%")
    .replaceAll("*", "%")
    .replaceAll("?", "_");
}
