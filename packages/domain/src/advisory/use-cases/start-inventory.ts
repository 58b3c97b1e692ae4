import { z } from "zod";
import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { Submodule } from "../../source/index.ts";
import { announceInventory } from "./announce-inventory.ts";

/** One claimed attempt at an inventory; `attempt` is its fence. */
export interface InventoryTask {
  readonly inventoryId: string;
  readonly attempt: number;
  readonly treeKey: string;
  readonly dependencyPaths: readonly string[];
  readonly submodules: readonly Submodule[];
}

const MAX_CRASHES = 3;
const QUARANTINED =
  "The worker ended three times while reading the lock files of this revision. It is not tried again by itself.";

/** Takes the next attempt: its number is the fence of what follows. Null when there is nothing (more) to do. */
export async function startInventory(deps: ProjectDeps, inventoryId: string): Promise<InventoryTask | null> {
  return deps.withOrganization(async (tx) => {
    const where = { organizationId: deps.organizationId, projectId: deps.projectId, id: inventoryId };
    // Two deliveries of one job must not read the same attempt.
    await tx.db.$queryRaw`SELECT 1 FROM "inventory" WHERE "organization_id" = ${deps.organizationId}::uuid
      AND "id" = ${inventoryId}::uuid FOR UPDATE`;
    const row = await tx.db.inventory.findFirst({
      where,
      select: {
        state: true,
        attempt: true,
        crashCount: true,
        revision: { select: { treeKey: true, dependencyPaths: true, submodules: true } },
      },
    });
    if (row === null || (row.state !== "queued" && row.state !== "reading")) return null;
    const { treeKey, dependencyPaths, submodules } = row.revision;
    const attempt = row.attempt + 1;
    // Claims minus ends: a claim is counted here and taken back by whatever ends the attempt.
    const crashed = row.crashCount >= MAX_CRASHES;
    if (crashed || treeKey === null) {
      const failure = crashed ? QUARANTINED : "The content of this revision is gone.";
      await tx.db.inventory.updateMany({ where, data: { state: "failed", attempt, failure, finishedAt: tx.now } });
      await recordAudit(tx, deps, "advisory.fail-inventory", { subjectId: inventoryId, projectId: deps.projectId });
      await announceInventory(tx, deps, inventoryId);
      return null;
    }
    await tx.db.inventory.updateMany({
      where,
      data: { state: "reading", attempt, crashCount: { increment: 1 }, failure: null },
    });
    await announceInventory(tx, deps, inventoryId);
    return { inventoryId, attempt, treeKey, dependencyPaths, submodules: z.array(Submodule).parse(submodules) };
  });
}
