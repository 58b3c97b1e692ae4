import type { Tx } from "../../shared/server.ts";
import type { FindingFilters } from "../filters.ts";
import { filterCells, filterCondition, inCell, type ListScope } from "./finding-filter.ts";

/** Which of these findings the filters of a list take. */
export async function listedAmong(
  tx: Tx,
  scope: ListScope,
  filters: FindingFilters,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT f."id" FROM "finding" f
    WHERE f."id" = ANY(${[...ids]}::uuid[]) AND ${filterCondition(scope, filters)}
      AND EXISTS (SELECT 1 FROM ${filterCells(scope, filters)} WHERE ${inCell(scope, filters)})`;
  return new Set(rows.map((row) => row.id));
}
