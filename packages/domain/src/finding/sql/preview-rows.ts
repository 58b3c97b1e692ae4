import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { Outcome, PreviewRow } from "../import-preview.ts";
import { readable } from "./own-view.ts";

/** How many rows of each kind a preview lists, and how many of them the reader may not see. */
export async function countPreviewRows(
  tx: Tx,
  deps: ProjectDeps,
  scanId: string,
): Promise<Map<Outcome, { listed: number; restricted: number }>> {
  const rows = await tx.db.$queryRaw<{ kind: string; listed: number; restricted: number }[]>`
    SELECT w."kind", count(*)::int AS "listed", (count(*) FILTER (WHERE f."id" IS NOT NULL AND NOT ${readable(deps)}))::int AS "restricted"
    FROM "import_preview_row" w
    LEFT JOIN "finding" f ON f."organization_id" = w."organization_id" AND f."id" = w."finding_id"
    WHERE w."organization_id" = ${deps.organizationId}::uuid AND w."scan_id" = ${scanId}::uuid
    GROUP BY 1`;
  return new Map(rows.map(({ kind, ...counts }) => [Outcome.parse(kind), counts]));
}

/** Rows of one kind from a position on, as the reader may see them. */
export async function pageOfPreview(
  tx: Tx,
  deps: ProjectDeps,
  page: { readonly scanId: string; readonly kind: Outcome; readonly after: number; readonly limit: number },
): Promise<PreviewRow[]> {
  const rows = await tx.db.$queryRaw<unknown[]>`
    SELECT w."position", f."number", f."state", w."scanner", coalesce(f."title", w."title") AS "title",
      coalesce(f."severity", w."severity") AS "severity", w."path", w."line", w."why"
    FROM "import_preview_row" w
    LEFT JOIN "finding" f ON f."organization_id" = w."organization_id" AND f."id" = w."finding_id"
    WHERE w."organization_id" = ${deps.organizationId}::uuid AND w."scan_id" = ${page.scanId}::uuid
      AND w."kind" = ${page.kind} AND w."position" >= ${page.after}
      AND (w."finding_id" IS NULL OR (f."id" IS NOT NULL AND ${readable(deps)}))
    ORDER BY w."position" LIMIT ${page.limit}`;
  return rows.map((row) => PreviewRow.parse(row));
}
