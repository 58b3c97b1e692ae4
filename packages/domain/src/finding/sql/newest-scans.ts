import type { Deps, Tx } from "../../shared/server.ts";

/** When each lineage was last looked at with success: the last-seen date of its present places. */
export async function newestScans(tx: Tx, deps: Deps, lineages: readonly string[]): Promise<Map<string, Date>> {
  if (lineages.length === 0) return new Map();
  const rows = await tx.db.$queryRaw<{ lineage: string; at: Date }[]>`
    SELECT s."lineage", max(s."finished_at") AS "at" FROM "scan" s
    WHERE s."organization_id" = ${deps.organizationId}::uuid AND s."lineage" = ANY(${[...lineages]}::text[])
      AND s."state" IN ('succeeded', 'partial')
    GROUP BY s."lineage"`;
  return new Map(rows.map((row) => [row.lineage, row.at]));
}
