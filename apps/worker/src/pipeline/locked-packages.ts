import path from "node:path";
import type { Mount } from "@redoubt/sandbox";
import { LOCK_FILES, type LockedPackage, type PackageRequest, readLockFile } from "@redoubt/scanners";
import type { TreeReader } from "./tree.ts";

/** Brings one package, verified; see `CompilerStore.fetchPackage`. */
export type FetchPackage = (request: PackageRequest) => Promise<{ readonly directory: string }>;

/** More is no project that imports Solidity, but one that wants to be downloaded. */
export const MOST_PACKAGES = 60;

/**
 * Packages that a root imports, does not bring, and pins in a lock file: fetched, and mounted where npm would install
 * them. Names that no lock file pins, or that cannot be reached, stay missing. Targets relative to the surveyed folder.
 */
export async function lockedMounts(
  rootPath: string,
  missing: readonly string[],
  reader: TreeReader,
  fetchPackage: FetchPackage,
): Promise<Mount[]> {
  const lock = missing.length === 0 ? undefined : await nearestLock(rootPath, reader);
  if (lock === undefined) return [];
  const mounts: Mount[] = [];
  for (const name of missing) {
    const locked = lock.get(name);
    if (locked === undefined || mounts.length >= MOST_PACKAGES) continue;
    const fetched = await fetchPackage(locked).catch(() => undefined);
    if (fetched === undefined) continue;
    mounts.push({ source: fetched.directory, target: path.posix.join(rootPath, "node_modules", name) });
  }
  return mounts;
}

/** The lock file beside the root or above it, up to the top. */
async function nearestLock(
  rootPath: string,
  reader: TreeReader,
): Promise<ReadonlyMap<string, LockedPackage> | undefined> {
  const parts = rootPath === "" ? [] : rootPath.split("/");
  for (let depth = parts.length; depth >= 0; depth -= 1) {
    for (const name of LOCK_FILES) {
      const text = await reader.read([...parts.slice(0, depth), name].join("/"));
      if (text !== undefined) return readLockFile(name, text);
    }
  }
  return undefined;
}
