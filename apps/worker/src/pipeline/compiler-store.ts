import path from "node:path";
import type { Outbound } from "@redoubt/outbound";
import type { CompilerStore } from "@redoubt/scanners";

/** Compilers kept below `directory`; those that are neither there nor installed come through `outbound`. */
export function compilerStore(directory: string, outbound?: Outbound): CompilerStore {
  const cacheDirectory = path.join(directory, "compilers");
  if (outbound === undefined) return { cacheDirectory };
  return {
    cacheDirectory,
    fetchPackage: (request) =>
      outbound.fetchNpmPackage({ ...request, cacheDirectory: path.join(directory, "packages") }),
  };
}
