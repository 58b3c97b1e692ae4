import { createHash } from "node:crypto";
import { recordAudit } from "../../audit/server.ts";
import { newId } from "../../shared/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import type { FoundManifest } from "../component.ts";
import { advisoryError } from "../errors.ts";
import { insertComponents } from "../sql/insert-components.ts";
import { announceInventory } from "./announce-inventory.ts";
import type { InventoryTask } from "./start-inventory.ts";

export interface ReadInventory {
  readonly manifests: readonly FoundManifest[];
  readonly notices: readonly string[];
}

/** Sixty thousand components are some seconds of writing. */
const TIMEOUT_MS = 120_000;

/**
 * Stores what was read, all or nothing, and publishes it by the fence: a lock file that says the same as in an earlier
 * revision is shared with it. Throws advisory.stale-attempt.
 */
export async function completeInventory(deps: ProjectDeps, task: InventoryTask, read: ReadInventory): Promise<void> {
  await deps.withOrganization(
    async (tx) => {
      const components = read.manifests.reduce((sum, manifest) => sum + manifest.components.length, 0);
      const claimed = await tx.db.inventory.updateMany({
        where: {
          ...{ organizationId: deps.organizationId, projectId: deps.projectId, id: task.inventoryId },
          ...{ attempt: task.attempt, state: "reading" },
        },
        data: {
          ...{ state: "ready", failure: null, crashCount: { decrement: 1 }, finishedAt: tx.now },
          ...{ componentCount: components, notices: [...read.notices] },
        },
      });
      if (claimed.count === 0) throw advisoryError("advisory.stale-attempt");
      const own = { organizationId: deps.organizationId, inventoryId: task.inventoryId };
      await tx.db.inventoryManifest.deleteMany({ where: own });
      const ids: string[] = [];
      for (const manifest of read.manifests) ids.push(await storeManifest(tx, deps, manifest));
      await tx.db.inventoryManifest.createMany({
        data: [...new Set(ids)].map((manifestId, position) => ({ ...own, manifestId, position })),
      });
      await recordAudit(tx, deps, "advisory.complete-inventory", {
        subjectId: task.inventoryId,
        projectId: deps.projectId,
        details: { manifests: ids.length, components },
      });
      await announceInventory(tx, deps, task.inventoryId);
    },
    { timeoutMs: TIMEOUT_MS },
  );
}

/** The id of the stored lock file; its components are written when no revision had it before. */
async function storeManifest(tx: Tx, deps: ProjectDeps, manifest: FoundManifest): Promise<string> {
  const digest = createHash("sha256").update(JSON.stringify(manifest)).digest("hex");
  const own = { organizationId: deps.organizationId, projectId: deps.projectId };
  const known = await tx.db.manifest.findFirst({ where: { ...own, digest }, select: { id: true } });
  if (known !== null) return known.id;
  const { kind, path, components, notices } = manifest;
  const [row] = await tx.db.manifest.createManyAndReturn({
    data: [{ ...own, id: newId(), kind, path, digest, componentCount: components.length, notices, createdAt: tx.now }],
    skipDuplicates: true,
    select: { id: true },
  });
  if (row !== undefined) {
    await insertComponents(tx, deps, row.id, components);
    return row.id;
  }
  // Another revision with the same lock file was faster, and has committed.
  const other = await tx.db.manifest.findFirstOrThrow({ where: { ...own, digest }, select: { id: true } });
  return other.id;
}
