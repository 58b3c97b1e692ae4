import path from "node:path";
import type { ConfigurationKey, Dependency } from "@redoubt/domain/source";
import {
  type BuildSettings,
  closurePragmas,
  compilerPackage,
  FOUNDRY_DEFAULTS,
  type ImportGraph,
  importGraph,
  installedCompilers,
  isTest,
  languageOf,
  readFoundry,
  readHardhat,
  resolveCompiler,
} from "@redoubt/scanners";
import type { Marker } from "./root-markers.ts";
import type { TreeReader } from "./tree.ts";

/** A package that the sources reach; `path` relative to the root, with `../` when it is shared from above. */
export interface ReachedPackage {
  readonly name: string;
  readonly path: string;
}

/** How the Solidity of a root is built. Paths relative to the root. */
export interface SolidityPlan {
  readonly settings: BuildSettings;
  /** What forge is asked to build: folders or files with the root's own sources. */
  readonly buildPaths: readonly string[];
  readonly compilers: readonly string[];
  /** Versions that the project itself names; taken before others. */
  readonly preferred: readonly string[];
  /** Why it cannot be built, when that is known before trying. */
  readonly problem?: string;
  readonly packages: readonly ReachedPackage[];
  /** Files of others that the sources import. */
  readonly reached: readonly string[];
}

export interface DescribedSolidity {
  readonly plan: SolidityPlan;
  readonly dependencies: Dependency[];
  readonly taken: readonly ConfigurationKey[];
  readonly dropped: readonly ConfigurationKey[];
}

interface ReadRoot {
  readonly settings: BuildSettings;
  readonly preferred: readonly string[];
  readonly taken: readonly ConfigurationKey[];
  readonly dropped: readonly ConfigurationKey[];
  readonly problem?: string;
}

/** Reads how a root with Solidity is built, follows its imports and chooses its compilers. */
export async function describeSolidity(
  marker: Marker,
  files: readonly string[],
  reader: TreeReader,
): Promise<DescribedSolidity> {
  const solidity = files.filter((file) => languageOf(file) === "solidity");
  const read = await readConfiguration(marker, files, reader);
  const settings = withSourceFolder(read.settings, solidity, marker);
  const sources = sourcesOf(settings, solidity);
  const graph = await importGraph(solidity, graphSetting(marker, settings, reader));
  const chosen = chooseCompilers(graph, sources, settings, read.preferred);
  const own = new Set(files);
  const reached = [...graph.files.keys()].filter((file) => !own.has(file)).sort();
  const problem = read.problem ?? (sources.length === 0 ? "there are only tests" : chosen.problem);
  return {
    plan: {
      settings: { ...settings, remappings: [...settings.remappings, ...packageRemappings(settings, graph.packages)] },
      buildPaths: buildPaths(settings, sources),
      compilers: chosen.versions,
      preferred: read.preferred,
      ...(problem === undefined ? {} : { problem }),
      packages: graph.packages,
      reached,
    },
    dependencies: describeDependencies(graph),
    taken: read.taken,
    dropped: read.dropped,
  };
}

async function readConfiguration(marker: Marker, files: readonly string[], reader: TreeReader): Promise<ReadRoot> {
  const inRoot = (name: string) => (marker.path === "" ? name : `${marker.path}/${name}`);
  const text = marker.file === undefined ? "" : ((await reader.read(marker.file)) ?? "");
  if (marker.kind === "foundry") {
    try {
      const read = readFoundry(text, (await reader.read(inRoot("remappings.txt"))) ?? "");
      return { ...read, preferred: read.settings.solc === undefined ? [] : [read.settings.solc] };
    } catch (error) {
      const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
      const problem = `foundry.toml cannot be read: ${reason}`;
      return { settings: FOUNDRY_DEFAULTS, preferred: [], taken: [], dropped: [], problem };
    }
  }
  if (marker.kind === "hardhat") {
    const read = readHardhat(text);
    return { ...read, preferred: read.compilers };
  }
  const remappings = files.includes("remappings.txt") ? ((await reader.read(inRoot("remappings.txt"))) ?? "") : "";
  const read = readFoundry("", remappings);
  // Nothing says how it is built: the optimizer is on, because without it larger contracts run out of stack.
  const extra = { optimizer: true, optimizer_runs: 200 };
  return { ...read, settings: { ...read.settings, src: ".", test: "test", extra }, preferred: [] };
}

/** Where the sources are: what is configured, or what is there when the configured folder is not. */
function withSourceFolder(settings: BuildSettings, solidity: readonly string[], marker: Marker): BuildSettings {
  const has = (folder: string) => solidity.some((file) => file.startsWith(`${folder}/`));
  if (settings.src !== "." && has(settings.src)) return settings;
  if (has("contracts")) return { ...settings, src: "contracts" };
  if (marker.kind !== "foundry" && has("src")) return { ...settings, src: "src" };
  return { ...settings, src: "." };
}

function sourcesOf(settings: BuildSettings, solidity: readonly string[]): string[] {
  const inside = solidity.filter((file) => settings.src === "." || file.startsWith(`${settings.src}/`));
  const code = inside.filter((file) => !isTestOf(settings, file));
  // A project of tests and mocks alone (a library of helpers) is built as it is.
  return code.length > 0 ? code : inside.filter((file) => !/\.[ts]\.sol$/.test(file));
}

function isTestOf(settings: BuildSettings, file: string): boolean {
  const folders = [settings.test, settings.script].filter((folder) => folder !== settings.src && folder !== ".");
  return isTest(file) || folders.some((folder) => file.startsWith(`${folder}/`));
}

/** The source folder, or the top-level entries that hold sources where the root itself is the source folder. */
function buildPaths(settings: BuildSettings, sources: readonly string[]): string[] {
  if (settings.src !== ".") return [settings.src];
  return [...new Set(sources.map((file) => file.split("/")[0] ?? file))].sort();
}

function graphSetting(marker: Marker, settings: BuildSettings, reader: TreeReader) {
  const depth = marker.path === "" ? 0 : marker.path.split("/").length;
  return {
    remappings: settings.remappings,
    libs: settings.libs,
    moduleFolders: Array.from({ length: depth + 1 }, (_, up) => `${"../".repeat(up)}node_modules`),
    read: (file: string) => reader.read(path.posix.join(marker.path, file)),
  };
}

/** Versions for all given files with what they import: the pinned one, else the best for each. */
export function chooseCompilers(
  graph: ImportGraph,
  sources: readonly string[],
  settings: BuildSettings,
  preferred: readonly string[],
): { versions: string[]; problem?: string } {
  if (settings.solc !== undefined) {
    const known = compilerPackage(settings.solc) !== undefined;
    return known
      ? { versions: [settings.solc] }
      : { versions: [], problem: `there is no solc ${settings.solc} on npm` };
  }
  const versions = new Set<string>();
  let problem: string | undefined;
  for (const file of sources) {
    const pragmas = closurePragmas(graph, file);
    const fitting = [...versions, ...preferred, ...installedCompilers()];
    const resolved = resolveCompiler(pragmas, fitting);
    if ("version" in resolved) versions.add(resolved.version);
    else problem ??= `${file}: ${resolved.reason}`;
  }
  return { versions: [...versions], ...(problem === undefined ? {} : { problem }) };
}

/** forge finds libraries by itself, packages of npm only by name. */
function packageRemappings(settings: BuildSettings, packages: readonly ReachedPackage[]): string[] {
  return packages
    .filter(({ path: folder }) => folder.includes("node_modules/"))
    .filter(({ name }) => !settings.remappings.some((entry) => entry.startsWith(`${name}/=`)))
    .map(({ name, path: folder }) => `${name}/=${insidePath(folder)}/`);
}

/** Where a package stands inside the jail: shared ones are mounted into the root's own node_modules. */
export function insidePath(folder: string): string {
  return folder.replace(/^(\.\.\/)+/, "");
}

function describeDependencies(graph: ImportGraph): Dependency[] {
  const resolved: Dependency[] = graph.packages.map(({ name, path: folder }) => ({
    name,
    path: folder,
    state: "resolved",
  }));
  const missing = new Set(graph.missing.map((entry) => entry.package));
  for (const { name } of graph.packages) missing.delete(name);
  return [
    ...resolved.sort((a, b) => a.name.localeCompare(b.name)),
    ...[...missing].sort().map((name): Dependency => ({ name, path: null, state: "missing" })),
  ];
}
