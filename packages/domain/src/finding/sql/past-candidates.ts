import { Prisma, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { openedTo } from "../reader.ts";
import type { TwinCandidate } from "../past/twins.ts";
import { FindingState } from "../states.ts";

/** As many findings as a document is held against; a report names far fewer places. */
const MOST = 20_000;

/** What fingerprints of documents are filed under, in place of a scanner. */
export const PAST_SCANNER = "report";

interface Row extends Omit<TwinCandidate, "digests" | "state"> {
  readonly state: string;
  readonly digests: string[] | null;
}

/**
 * Findings that one of a document may be: those in the files that it names, those that no tool reports, and those that
 * documents have named before; only what the reader may see.
 */
export async function pastCandidates(
  tx: Tx,
  deps: ProjectDeps,
  asked: { readonly paths: readonly string[]; readonly digests: readonly string[] },
): Promise<TwinCandidate[]> {
  const own = openedTo(deps);
  const readable = deps.can("finding:read-restricted")
    ? Prisma.sql`TRUE`
    : Prisma.sql`(NOT f."restricted" OR EXISTS (SELECT 1 FROM "finding_grant" g WHERE g."organization_id" = f."organization_id"
        AND g."finding_id" = f."id" AND g."member_id" = ${own}::uuid))`;
  const rows = await tx.db.$queryRaw<Row[]>`
    WITH named AS (
      SELECT p."finding_id" AS id, array_agg(p."value") AS digests FROM "fingerprint" p
      WHERE p."organization_id" = ${deps.organizationId}::uuid AND p."project_id" = ${deps.projectId}::uuid
        AND p."scanner" = ${PAST_SCANNER} AND p."value" = ANY(${[...asked.digests]}::text[])
      GROUP BY 1)
    SELECT f."id", f."number", f."title", f."state", f."path", f."start_line" AS "startLine", f."container", f."callable",
      n.digests AS "digests"
    FROM "finding" f LEFT JOIN named n ON n.id = f."id"
    WHERE f."organization_id" = ${deps.organizationId}::uuid AND f."project_id" = ${deps.projectId}::uuid AND ${readable}
      AND (f."path" = ANY(${[...asked.paths]}::text[]) OR f."scanner" IS NULL OR n.id IS NOT NULL)
    ORDER BY f."number" LIMIT ${MOST}`;
  return rows.map((row) => ({
    ...row,
    state: FindingState.parse(row.state),
    digests: new Set(row.digests ?? []),
  }));
}
