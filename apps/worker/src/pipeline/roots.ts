import path from "node:path";
import type { ProjectRoot } from "@redoubt/domain/source";
import type { Mount } from "@redoubt/sandbox";
import { countNsloc, countsForNsloc, languageOf } from "@redoubt/scanners";
import { type FetchPackage, lockedMounts } from "./locked-packages.ts";
import { findMarkers, type Marker } from "./root-markers.ts";
import { type DescribedSolidity, describeSolidity, type SolidityPlan } from "./root-solidity.ts";
import { readTree, type SourceTree, TreeReader } from "./tree.ts";

/** One project root with everything that preparing a run on it needs. Paths relative to the root. */
export interface RootPlan {
  /** What people see; `compiles` is `not-tried` until `checkCompiles` has run. */
  readonly root: ProjectRoot;
  /** Own files, tests included; dependencies and nested roots are not among them. */
  readonly files: readonly string[];
  readonly dependencyPaths: readonly string[];
  /** Absent where there is no Solidity. */
  readonly solidity?: SolidityPlan;
  /** Packages that the root needs and does not bring; targets relative to the root. */
  readonly mounts: readonly Mount[];
}

/** What a folder consists of. Paths relative to the folder. */
export interface RootSurvey {
  readonly tree: SourceTree;
  readonly roots: readonly RootPlan[];
  readonly dependencyPaths: readonly string[];
  readonly nsloc: number;
}

export interface SurveyOptions {
  /** Folders that are git submodules: code of others. */
  readonly submodulePaths?: readonly string[];
  /** Packages that the project needs and does not bring; `target` relative to the folder. */
  readonly dependencyMounts?: readonly Mount[];
  /** Brings packages that lock files pin; without it what is missing stays missing. */
  readonly fetchPackage?: FetchPackage | undefined;
}

/** Finds the project roots of a folder and reads their configuration as data. Throws `TreeError`. */
export async function surveyRoots(folder: string, options: SurveyOptions = {}): Promise<RootSurvey> {
  const tree = await readTree(folder);
  const mounts = options.dependencyMounts ?? [];
  const reader = new TreeReader(tree.folder, mounts);
  const submodules = options.submodulePaths ?? [];
  const { markers, dependencyPaths } = await findMarkers(tree, reader, [...tree.moduleFolders, ...submodules]);
  const allDependencies = unique([...dependencyPaths, ...mounts.map(({ target }) => target)]);
  const owned = tree.files.filter((file) => !isBelow(file, allDependencies));
  const kept = withOwnFiles(markers, owned);
  const { groups, loose } = groupByRoot(kept, owned);

  const around = { tree, mounts, dependencyPaths: allDependencies, fetchPackage: options.fetchPackage };
  const roots: RootPlan[] = [];
  for (const marker of kept) roots.push(await planRoot(marker, groups.get(marker) ?? [], around));
  if (loose.length > 0 || kept.length === 0) roots.push(await planRoot({ kind: "bare", path: "" }, loose, around));
  return {
    tree,
    roots,
    dependencyPaths: allDependencies,
    nsloc: roots.reduce((sum, { root }) => sum + root.nsloc, 0),
  };
}

interface Surroundings {
  readonly tree: SourceTree;
  readonly mounts: readonly Mount[];
  readonly dependencyPaths: readonly string[];
  readonly fetchPackage: FetchPackage | undefined;
}

async function planRoot(marker: Marker, files: readonly string[], around: Surroundings): Promise<RootPlan> {
  const inner = files.map((file) => relativeTo(marker.path, file));
  const dependencyPaths = around.dependencyPaths
    .filter((folder) => isBelow(folder, [marker.path]))
    .map((folder) => relativeTo(marker.path, folder));
  const reader = new TreeReader(around.tree.folder, around.mounts);
  const { described, mounts } = await describeWithPackages(marker, inner, reader, around);
  let nsloc = 0;
  for (const file of files.filter(countsForNsloc)) nsloc += countNsloc((await reader.read(file)) ?? "");
  const languages = unique(inner.map(languageOf).filter((language) => language !== undefined));
  return {
    root: {
      kind: marker.kind,
      path: marker.path,
      languages,
      compiler: described?.plan.compilers.join(", ") || null,
      compiles: "not-tried",
      reason: described === undefined ? "there is no Solidity source" : (described.plan.problem ?? null),
      dependencies: described?.dependencies ?? [],
      configurationTaken: [...(described?.taken ?? [])],
      configurationDropped: [...(described?.dropped ?? [])],
      nsloc,
      fileCount: inner.length,
    },
    files: inner,
    dependencyPaths,
    mounts: mounts.flatMap(({ source, target }) =>
      isBelow(target, [marker.path]) ? [{ source, target: relativeTo(marker.path, target) }] : [],
    ),
    ...(described === undefined ? {} : { solidity: described.plan }),
  };
}

/** Rounds of packages that need further packages. */
const MOST_ROUNDS = 6;

/** Describes the Solidity of a root; what it lacks and a lock file pins is brought, and then what that lacks. */
async function describeWithPackages(
  marker: Marker,
  files: readonly string[],
  first: TreeReader,
  { tree, mounts: given, fetchPackage }: Surroundings,
): Promise<{ described: DescribedSolidity | undefined; mounts: readonly Mount[] }> {
  if (!files.some((file) => languageOf(file) === "solidity")) return { described: undefined, mounts: given };
  let mounts = given;
  for (let round = 0; ; round += 1) {
    const reader = round === 0 ? first : new TreeReader(tree.folder, mounts);
    const described = await describeSolidity(marker, files, reader);
    const missing = described.dependencies.filter(({ state }) => state === "missing").map(({ name }) => name);
    if (fetchPackage === undefined || round === MOST_ROUNDS) return { described, mounts };
    const brought = await lockedMounts(marker.path, missing, reader, fetchPackage);
    if (brought.length === 0) return { described, mounts };
    mounts = [...mounts, ...brought];
  }
}

/** A package.json without any source file of its own is no place where work starts, unless it is the only mark. */
function withOwnFiles(markers: readonly Marker[], files: readonly string[]): readonly Marker[] {
  const { groups } = groupByRoot(markers, files);
  const worthy = markers.filter(
    (marker) => marker.kind !== "package" || groups.get(marker)?.some((file) => languageOf(file) !== undefined),
  );
  return worthy.length > 0 ? worthy : markers.slice(0, 1);
}

/** Every file belongs to the deepest root above it; files above every root are loose. */
function groupByRoot(
  markers: readonly Marker[],
  files: readonly string[],
): { groups: Map<Marker, string[]>; loose: string[] } {
  const deepestFirst = [...markers].sort((a, b) => b.path.length - a.path.length);
  const groups = new Map<Marker, string[]>();
  const loose: string[] = [];
  for (const file of files) {
    const marker = deepestFirst.find((candidate) => isBelow(file, [candidate.path]));
    if (marker === undefined) {
      loose.push(file);
      continue;
    }
    const group = groups.get(marker);
    if (group === undefined) groups.set(marker, [file]);
    else group.push(file);
  }
  return { groups, loose };
}

/** True when `file` is one of the folders or lies in one; the empty path is the top. */
export function isBelow(file: string, folders: readonly string[]): boolean {
  return folders.some((folder) => folder === "" || file === folder || file.startsWith(`${folder}/`));
}

function relativeTo(folder: string, file: string): string {
  return folder === "" ? file : path.posix.relative(folder, file);
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)].sort();
}
