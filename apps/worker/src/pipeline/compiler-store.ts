import path from "node:path";
import type { Outbound } from "@redoubt/outbound";
import type { CompilerStore } from "@redoubt/scanners";

/** Compilers kept below `directory`; those that are neither there nor installed come through `outbound`. */
export function compilerStore(directory: string, outbound?: Outbound): CompilerStore {
  // Absolute: it becomes a mount.
  const home = path.resolve(directory);
  const cacheDirectory = path.join(home, "compilers");
  if (outbound === undefined) return { cacheDirectory };
  return {
    cacheDirectory,
    fetchPackage: (request) => outbound.fetchNpmPackage({ ...request, cacheDirectory: path.join(home, "packages") }),
  };
}
