import type { ProjectDeps, Tx } from "../../shared/server.ts";
import type { RevisionOrder } from "../lineage.ts";
import { NotScanned } from "../schema.ts";
import { z } from "zod";

/** What the newest published run of a lineage said about itself. */
export interface NewestPublication {
  readonly order: RevisionOrder | null;
  readonly complete: boolean;
  readonly detectors: readonly string[];
  readonly notScanned: readonly NotScanned[];
}

/** The published run of a lineage on its newest revision (git ancestry, else creation); null when there is none. */
export async function newestPublication(tx: Tx, deps: ProjectDeps, lineage: string): Promise<NewestPublication | null> {
  const rows = await tx.db.$queryRaw<
    { depth: number | null; number: number | null; state: string; detectors: string[]; notScanned: unknown }[]
  >`
    SELECT r."depth", r."number", s."state", s."detectors", s."not_scanned" AS "notScanned" FROM "scan" s
    LEFT JOIN "revision" r ON r."organization_id" = s."organization_id" AND r."id" = s."revision_id"
    WHERE s."organization_id" = ${deps.organizationId}::uuid AND s."lineage" = ${lineage}
      AND s."state" IN ('succeeded', 'partial')
    ORDER BY r."depth" DESC NULLS LAST, r."number" DESC NULLS LAST, s."finished_at" DESC LIMIT 1`;
  const [row] = rows;
  if (row === undefined) return null;
  return {
    order: row.number === null ? null : { depth: row.depth, number: row.number },
    complete: row.state === "succeeded",
    detectors: row.detectors,
    notScanned: z.array(NotScanned).parse(row.notScanned),
  };
}
