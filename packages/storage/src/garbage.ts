import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { systemCode } from "./errors.ts";
import { readManifest } from "./manifest.ts";

/** Younger content may belong to a tree that is being stored right now. */
const graceMs = 24 * 60 * 60 * 1000;

/** Removes content of an organization that no tree names, and unfinished files, both older than a day. */
export async function removeGarbage(folder: string, now: number): Promise<{ removed: number; bytes: number }> {
  const used = new Set<string>();
  for (const path of await filesBelow(join(folder, "tree"))) {
    const treeHash = path.slice(path.lastIndexOf("/") + 1).split(".")[0] ?? "";
    for (const entry of readManifest(await readFile(path, "utf8"), treeHash)) {
      if (entry.kind === "file") used.add(entry.sha256);
    }
  }
  const total = { removed: 0, bytes: 0 };
  const content = (await filesBelow(join(folder, "content"))).filter((path) => !used.has(path.slice(-64)));
  for (const path of [...content, ...(await filesBelow(join(folder, "temporary")))]) {
    const state = await stat(path).catch(() => undefined);
    if (state === undefined || now - state.mtimeMs < graceMs) continue;
    await rm(path, { force: true });
    total.removed += 1;
    total.bytes += state.size;
  }
  return total;
}

async function filesBelow(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (systemCode(error) === "ENOENT") return [];
    throw error;
  }
}
