import type { PreviewedScan } from "../../scan/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";

/** An import of the same content for the same subject. */
export interface SameImport {
  readonly id: string;
  readonly number: number;
  /** Its scan, when it waits for a person. */
  readonly previewed: PreviewedScan | null;
}

interface SameRow {
  readonly id: string;
  readonly number: number;
  readonly scanId: string;
  readonly attempt: number;
  readonly state: string;
  readonly uploadKey: string | null;
}

/**
 * The newest import with the same digest that has not failed, been cancelled or been overtaken: what another run of one
 * of its lineages published after it makes the same report news again.
 */
export async function findSameImport(tx: Tx, deps: ProjectDeps, digest: string): Promise<SameImport | null> {
  const rows = await tx.db.$queryRaw<SameRow[]>`
    SELECT r."id", r."number", s."id" AS "scanId", s."attempt", s."state", s."upload_key" AS "uploadKey"
    FROM "scan" s
    JOIN "scan_request" r ON r."organization_id" = s."organization_id" AND r."id" = s."scan_request_id"
    WHERE s."organization_id" = ${deps.organizationId}::uuid AND s."project_id" = ${deps.projectId}::uuid
      AND s."upload_digest" = ${digest} AND s."state" NOT IN ('failed', 'cancelled')
      AND NOT EXISTS (
        SELECT 1 FROM "scan" own
        JOIN "scan" later ON later."organization_id" = own."organization_id" AND later."lineage" = own."lineage"
          AND later."id" <> own."id" AND later."finished_at" >= own."finished_at"
          AND later."state" IN ('succeeded', 'partial')
        WHERE own."organization_id" = s."organization_id" AND own."scan_request_id" = s."scan_request_id"
          AND own."state" IN ('succeeded', 'partial')
      )
    ORDER BY r."number" DESC LIMIT 1`;
  const [row] = rows;
  if (row === undefined) return null;
  const { id, number, scanId, attempt, uploadKey } = row;
  const previewed = row.state === "previewed" ? { scanId, requestId: id, attempt, uploadKey } : null;
  return { id, number, previewed };
}
