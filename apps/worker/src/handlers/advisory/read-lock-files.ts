import { mkdir } from "node:fs/promises";
import type { InventoryTask } from "@redoubt/domain/advisory/server";
import { type InventoryRead, readInventory } from "../../pipeline/read-inventory.ts";
import type { HandlerContext } from "../context.ts";

/** Reads the lock files of a stored revision. */
export async function readLockFiles(
  { tools, signal }: Pick<HandlerContext, "tools" | "signal">,
  task: Pick<InventoryTask, "treeKey" | "dependencyPaths" | "submodules">,
): Promise<InventoryRead> {
  const { storage, workDirectory } = tools;
  const entries = await storage.listTree(task.treeKey);
  await mkdir(workDirectory, { recursive: true, mode: 0o711 });
  return readInventory(
    {
      files: new Map(entries.flatMap((entry) => (entry.kind === "file" ? [[entry.path, entry.size] as const] : []))),
      read: (path) => storage.readTreeFile(task.treeKey, path, { maxBytes: 64 * 1024 * 1024 }),
    },
    { dependencyPaths: task.dependencyPaths, submodules: task.submodules, workFolder: workDirectory, signal },
  );
}
