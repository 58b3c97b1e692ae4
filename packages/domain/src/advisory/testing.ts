import type { ProjectDeps } from "../shared/server.ts";
import { createTestRevision, type TestRevision } from "../source/testing.ts";
import type { FoundComponent, FoundManifest } from "./component.ts";
import { completeInventory } from "./use-cases/complete-inventory.ts";
import { requestInventory } from "./use-cases/request-inventory.ts";
import { type InventoryTask, startInventory } from "./use-cases/start-inventory.ts";

/** A component of npm that the project asks for itself. */
export function testComponent(
  name: string,
  version: string | null,
  over: Partial<FoundComponent> = {},
): FoundComponent {
  const at = version === null ? "" : `@${version}`;
  return {
    ...{ ecosystem: "npm", name, version, purl: `pkg:npm/${encodeURIComponent(name)}${at}`, direct: true, dev: false },
    ...{ line: 1, licence: null, integrity: null, repository: null, commit: null, knownAs: [], dependsOn: [], way: [] },
    ...over,
  };
}

export function testManifest(components: readonly FoundComponent[], over: Partial<FoundManifest> = {}): FoundManifest {
  return { kind: "npm", path: "package-lock.json", components: [...components], notices: [], ...over };
}

/** The inventory of a revision, claimed as a worker would. */
export async function startTestInventory(deps: ProjectDeps, revisionId: string): Promise<InventoryTask> {
  await requestInventory(deps, revisionId);
  const inventoryId = await deps.withOrganization(async (tx) => {
    const where = { organizationId: deps.organizationId, revisionId };
    return (await tx.db.inventory.findFirstOrThrow({ where, select: { id: true } })).id;
  });
  const task = await startInventory(deps, inventoryId);
  if (task === null) throw new Error("the inventory was not waiting");
  return task;
}

/** A ready revision whose lock files were read. */
export async function createTestInventory(
  deps: ProjectDeps,
  manifests: readonly FoundManifest[],
  revision?: TestRevision,
): Promise<TestRevision & { readonly inventoryId: string }> {
  const made = revision ?? (await createTestRevision(deps));
  const task = await startTestInventory(deps, made.revisionId);
  await completeInventory(deps, task, { manifests, notices: [] });
  return { ...made, inventoryId: task.inventoryId };
}
