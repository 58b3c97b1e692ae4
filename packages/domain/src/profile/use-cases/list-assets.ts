import { type Asking, Prisma, type ProjectDeps } from "../../shared/server.ts";
import type { Asset } from "../asset.ts";
import { ASSET_COLUMNS, type AssetRow, toAsset } from "../row.ts";

/** The assets of the project, dearest first. */
export async function listAssets(deps: ProjectDeps): Promise<Asset[]> {
  return readAssets(deps, deps);
}

/** The same, also inside an open transaction. */
export async function readAssets(from: Asking, { organizationId, projectId }: ProjectDeps): Promise<Asset[]> {
  const rows = await from.ask<AssetRow>(Prisma.sql`SELECT ${ASSET_COLUMNS} FROM "asset" a
    WHERE a."organization_id" = ${organizationId}::uuid AND a."project_id" = ${projectId}::uuid
      AND a."archived_at" IS NULL
    ORDER BY a."value_usd" DESC NULLS FIRST, a."name"`);
  return rows.map(toAsset);
}
