import path from "node:path";
import type { RootKind } from "@redoubt/domain/source";
import { generatedFolder, readFoundry } from "@redoubt/scanners";
import type { SourceTree, TreeReader } from "./tree.ts";

/** A file that says: here a build starts. `path` is its folder, empty for the top. */
export interface Marker {
  readonly kind: RootKind;
  readonly path: string;
  /** The configuration file, relative to the folder that is surveyed. */
  readonly file?: string;
}

const HARDHAT = /(^|\/)hardhat\.config\.([cm]?[jt]s)$/;
const RANK: Readonly<Record<RootKind, number>> = { foundry: 0, hardhat: 1, package: 2, bare: 3 };

/**
 * One marker per folder (foundry before hardhat before package), top down, and the folders with code of others that
 * they name. What lies in such a folder is no root.
 */
export async function findMarkers(
  tree: SourceTree,
  reader: TreeReader,
  known: readonly string[],
): Promise<{ markers: Marker[]; dependencyPaths: string[] }> {
  const byFolder = new Map<string, Marker>();
  for (const file of tree.files) {
    const kind = markerKind(file);
    if (kind === undefined) continue;
    const folder = path.posix.dirname(file) === "." ? "" : path.posix.dirname(file);
    const other = byFolder.get(folder);
    if (other === undefined || RANK[kind] < RANK[other.kind]) byFolder.set(folder, { kind, path: folder, file });
  }
  const dependencyPaths = new Set(known);
  const markers: Marker[] = [];
  for (const marker of [...byFolder.values()].sort((a, b) => a.path.length - b.path.length)) {
    if ([...dependencyPaths].some((folder) => marker.path === folder || marker.path.startsWith(`${folder}/`))) continue;
    markers.push(marker);
    for (const lib of await libraryFolders(marker, tree, reader)) dependencyPaths.add(lib);
  }
  return { markers, dependencyPaths: [...dependencyPaths] };
}

function markerKind(file: string): RootKind | undefined {
  // A build copies configuration files, too: that is no place where work starts.
  if (generatedFolder(file) !== undefined) return undefined;
  const name = path.posix.basename(file);
  if (name === "foundry.toml") return "foundry";
  if (HARDHAT.test(file)) return "hardhat";
  return name === "package.json" ? "package" : undefined;
}

/** `lib/` and the like of a foundry root, where they exist. */
async function libraryFolders(marker: Marker, tree: SourceTree, reader: TreeReader): Promise<string[]> {
  if (marker.kind !== "foundry" || marker.file === undefined) return [];
  const libs = ["dependencies", ...(await namedLibraries(marker.file, reader))];
  return libs
    .filter((lib) => lib !== ".")
    .map((lib) => (marker.path === "" ? lib : `${marker.path}/${lib}`))
    .filter((folder) => tree.files.some((file) => file.startsWith(`${folder}/`)));
}

async function namedLibraries(file: string, reader: TreeReader): Promise<readonly string[]> {
  try {
    return readFoundry((await reader.read(file)) ?? "").settings.libs;
  } catch {
    return ["lib"];
  }
}
