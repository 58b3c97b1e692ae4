import type { ProjectDeps } from "../../shared/server.ts";
import { MANIFEST_SELECT, REVISION_NAME, toManifest, toNotices, toRevisionName } from "../row.ts";
import { type Inventory, type InventorySelector, InventoryState } from "../schema.ts";
import { countComponents } from "../sql/count-components.ts";
import { findInventoryRevision } from "./find-inventory-revision.ts";

/**
 * What a revision is made of, in numbers; null when nobody has asked for it, or nothing was fetched yet. Throws
 * source.revision-not-found.
 */
export async function getInventory(
  deps: ProjectDeps,
  input: InventorySelector,
): Promise<{ revision: Inventory["revision"] | null; inventory: Inventory | null }> {
  return deps.withOrganization(async (tx) => {
    const found = await findInventoryRevision(tx, deps, input, REVISION_NAME);
    if (found === null) return { revision: null, inventory: null };
    const revision = toRevisionName(found);
    const row = await tx.db.inventory.findFirst({
      where: { organizationId: deps.organizationId, projectId: deps.projectId, revisionId: found.id },
      select: {
        ...{ id: true, state: true, failure: true, notices: true, componentCount: true, finishedAt: true },
        manifests: { select: { manifest: { select: MANIFEST_SELECT } }, orderBy: { position: "asc" } },
      },
    });
    if (row === null) return { revision, inventory: null };
    const counts = await countComponents(tx, deps, row.id);
    return {
      revision,
      inventory: {
        revision,
        state: InventoryState.parse(row.state),
        failure: row.failure,
        notices: toNotices(row.notices),
        manifests: row.manifests.map(({ manifest }) => toManifest(manifest)),
        components: row.componentCount,
        ...counts,
        finishedAt: row.finishedAt,
      },
    };
  });
}
