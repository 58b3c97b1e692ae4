import { newId, toUuid } from "../shared/index.ts";
import type { Deps, ProjectDeps } from "../shared/server.ts";
import { createTestRevision, type TestRevision } from "../source/testing.ts";
import type { FoundComponent, FoundManifest } from "./component.ts";
import { completeInventory } from "./use-cases/complete-inventory.ts";
import { requestInventory } from "./use-cases/request-inventory.ts";
import { type InventoryTask, startInventory } from "./use-cases/start-inventory.ts";
import type { OsvRecord } from "./osv.ts";
import { requestAdvisoryImport } from "./use-cases/request-advisory-import.ts";
import { startAdvisoryImport } from "./use-cases/start-advisory-import.ts";
import { storeAdvisories } from "./use-cases/store-advisories.ts";

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

/** Advisories that a dump has brought to the organization: of each the package and its other names. */
export async function storeTestAdvisories(
  deps: Deps,
  advisories: readonly (Pick<OsvRecord, "id" | "aliases"> & {
    readonly ecosystem?: "npm" | "PyPI";
    readonly name: string;
  })[],
): Promise<void> {
  const { id } = await requestAdvisoryImport(deps, {
    name: "osv.zip",
    uploadKey: `o/${newId()}`,
    sha256: newId(),
    size: 10,
  });
  const started = await startAdvisoryImport(deps, toUuid(id));
  if (started === null || !("task" in started)) throw new Error("the import was not waiting");
  const records = advisories.map(({ ecosystem = "npm", name, ...named }) => ({
    ...named,
    ...{ modified: "2026-01-02T00:00:00Z", published: null, withdrawn: null, summary: named.id, details: "" },
    ...{ vectors: [], rating: null, cwe: [], references: [] },
    affected: [{ ecosystem, name, ranges: [], versions: ["1.0.0"] }],
  }));
  await storeAdvisories(deps, started.task, records);
}
