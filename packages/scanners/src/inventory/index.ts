import { type FoundManifest, INVENTORY_LIMITS, type ManifestKind } from "@redoubt/domain/advisory";
import { assemble } from "./assemble.ts";
import { cargoReader } from "./cargo.ts";
import { ManifestError, type ManifestReader, type Surroundings } from "./contract.ts";
import { goReader } from "./go.ts";
import { librariesReader } from "./libraries.ts";
import { npmReader } from "./npm.ts";
import { pipfileReader } from "./pipfile.ts";
import { pnpmReader } from "./pnpm.ts";
import { poetryReader } from "./poetry.ts";
import { requirementsReader } from "./requirements.ts";
import { soldeerReader } from "./soldeer.ts";
import { submodulesReader } from "./submodules.ts";
import { uvReader } from "./uv.ts";
import { yarnReader } from "./yarn.ts";

export { packageUrl } from "../reading/purl.ts";
export type { Surroundings } from "./contract.ts";

/** Every kind of file that components are read from. */
export const MANIFEST_READERS: readonly ManifestReader[] = [
  npmReader,
  pnpmReader,
  yarnReader,
  soldeerReader,
  submodulesReader,
  librariesReader,
  cargoReader,
  goReader,
  requirementsReader,
  poetryReader,
  pipfileReader,
  uvReader,
];

/** A file to read, and the reader for it. */
export interface FoundFile {
  readonly path: string;
  readonly kind: ManifestKind;
}

/**
 * The lock files of a revision, nearest to the top first, and the files that their readers may look at. What lies in
 * installed packages, or in libraries of others, is theirs.
 */
export function findManifests(
  paths: ReadonlySet<string>,
  dependencyPaths: readonly string[],
): { manifests: FoundFile[]; beside: string[]; beyond: number } {
  const own = [...paths].filter((path) => !isOfOthers(path, paths, dependencyPaths));
  const found = own
    .flatMap((path): FoundFile[] => {
      const reader = MANIFEST_READERS.find((each) => each.reads(path, paths));
      return reader === undefined ? [] : [{ path, kind: reader.kind }];
    })
    .sort((a, b) => depth(a.path) - depth(b.path) || (a.path < b.path ? -1 : 1));
  const manifests = found.slice(0, INVENTORY_LIMITS.manifests);
  const names = new Set(MANIFEST_READERS.flatMap(({ beside }) => beside));
  const taken = new Set(manifests.map(({ path }) => path));
  const beside = manifests.length === 0 ? [] : besideOf(paths, names, taken);
  return { manifests, beside, beyond: found.length - manifests.length };
}

const MOST_BESIDE = 3000;

function besideOf(paths: ReadonlySet<string>, names: ReadonlySet<string>, taken: ReadonlySet<string>): string[] {
  const wanted: string[] = [];
  for (const path of paths) {
    if (taken.has(path) || path.includes("node_modules/")) continue;
    if (names.has(path.slice(path.lastIndexOf("/") + 1))) wanted.push(path);
  }
  return wanted.sort((a, b) => depth(a) - depth(b)).slice(0, MOST_BESIDE);
}

/** Lock files of a library say what its authors test with, not what comes of it here. */
function isOfOthers(path: string, paths: ReadonlySet<string>, dependencyPaths: readonly string[]): boolean {
  if (path.startsWith("node_modules/") || path.includes("/node_modules/")) return true;
  return dependencyPaths.some((folder) => path.startsWith(`${folder}/`)) && !librariesReader.reads(path, paths);
}

function depth(path: string): number {
  return path.split("/").length;
}

/** Reads one lock file whole; null for a file that names no components. Never throws for what it holds. */
export function readManifest({ path, kind }: FoundFile, text: string, around: Surroundings): FoundManifest | null {
  const reader = MANIFEST_READERS.find((each) => each.kind === kind);
  if (reader === undefined) throw new Error(`no reader for ${kind}`);
  try {
    const read = reader.read(text, path, around);
    if (read === null) return null;
    const { components, notices } = assemble(read);
    return { kind, path, components, notices: notices.slice(0, 100).map((notice) => notice.slice(0, 1000)) };
  } catch (error) {
    if (!(error instanceof ManifestError) && !(error instanceof RangeError)) throw error;
    const why = error instanceof ManifestError ? error.message : `${path} cannot be read.`;
    return { kind, path, components: [], notices: [why.slice(0, 1000)] };
  }
}
