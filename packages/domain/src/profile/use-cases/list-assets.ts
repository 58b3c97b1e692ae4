import type { ProjectDeps, Tx } from "../../shared/server.ts";
import type { Asset } from "../asset.ts";
import { ASSET_SELECT, toAsset } from "../row.ts";

/** The assets of the project, dearest first. */
export async function listAssets(deps: ProjectDeps): Promise<Asset[]> {
  return deps.withOrganization((tx) => readAssets(tx, deps));
}

/** The same inside an open transaction. */
export async function readAssets(tx: Tx, deps: ProjectDeps): Promise<Asset[]> {
  const rows = await tx.db.asset.findMany({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, archivedAt: null },
    select: ASSET_SELECT,
    orderBy: [{ valueUsd: { sort: "desc", nulls: "first" } }, { name: "asc" }],
  });
  return rows.map(toAsset);
}
