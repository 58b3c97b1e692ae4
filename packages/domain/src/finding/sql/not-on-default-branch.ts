import type { ProjectDeps, Tx } from "../../shared/server.ts";

/** Those of some findings that only other branches than the default one have shown. One without a place counts as there. */
export async function notOnDefaultBranch(tx: Tx, deps: ProjectDeps, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT o."finding_id" AS "id" FROM "occurrence" o
    LEFT JOIN "revision" r ON r."organization_id" = o."organization_id" AND r."id" = o."revision_id"
    WHERE o."organization_id" = ${deps.organizationId}::uuid AND o."finding_id" = ANY(${[...ids]}::uuid[])
    GROUP BY o."finding_id" HAVING NOT bool_or(coalesce(r."is_default_ref", true))`;
  return new Set(rows.map(({ id }) => id));
}
