import path from "node:path";
import { applyRemappings, packageOf } from "./remappings.ts";
import { type SolidityFacts, solidityFacts } from "./solidity-text.ts";

/** What the graph needs to know of one root; paths relative to the root, `../` allowed for shared packages above it. */
export interface GraphSetting {
  readonly remappings: readonly string[];
  readonly libs: readonly string[];
  /** `node_modules` folders to look in, nearest first: the root's own, then those above. */
  readonly moduleFolders: readonly string[];
  /** The text of a file, or undefined where there is none. */
  readonly read: (path: string) => Promise<string | undefined>;
}

export interface MissingImport {
  readonly package: string;
  readonly spec: string;
  readonly from: string;
}

export interface PackageUse {
  readonly name: string;
  /** Folder of the package, relative to the root. */
  readonly path: string;
}

/** Everything that the sources of a root reach. */
export interface ImportGraph {
  /** Every reached file with its facts, start files included. */
  readonly files: ReadonlyMap<string, SolidityFacts>;
  /** Resolved imports of a file. */
  readonly edges: ReadonlyMap<string, readonly string[]>;
  readonly missing: readonly MissingImport[];
  readonly packages: readonly PackageUse[];
}

const MOST_FILES = 20_000;

/** Follows the imports of `start` through relative paths, remappings, node_modules and libraries. */
export async function importGraph(start: readonly string[], setting: GraphSetting): Promise<ImportGraph> {
  const files = new Map<string, SolidityFacts>();
  const edges = new Map<string, readonly string[]>();
  const missing: MissingImport[] = [];
  const packages = new Map<string, string>();
  const waiting = [...start];
  for (let file = waiting.pop(); file !== undefined && files.size < MOST_FILES; file = waiting.pop()) {
    if (files.has(file)) continue;
    const text = await setting.read(file);
    if (text === undefined) continue;
    const facts = solidityFacts(text);
    files.set(file, facts);
    const found: string[] = [];
    for (const spec of facts.imports) {
      const target = await resolveImport(file, spec, setting);
      if (target === undefined) missing.push({ package: packageName(spec), spec, from: file });
      else {
        found.push(target);
        waiting.push(target);
        const use = packageUse(spec, target);
        if (use !== undefined) packages.set(use.name, use.path);
      }
    }
    edges.set(file, found);
  }
  return { files, edges, missing, packages: [...packages].map(([name, folder]) => ({ name, path: folder })) };
}

/** Pragma ranges of a file and of everything that it imports. */
export function closurePragmas(graph: ImportGraph, start: string): string[] {
  const seen = new Set<string>();
  const waiting = [start];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    waiting.push(...(graph.edges.get(file) ?? []));
  }
  return [...new Set([...seen].flatMap((file) => graph.files.get(file)?.pragmas ?? []))].sort();
}

async function resolveImport(from: string, spec: string, setting: GraphSetting): Promise<string | undefined> {
  for (const candidate of candidates(from, spec, setting)) {
    if ((await setting.read(candidate)) !== undefined) return candidate;
  }
  return undefined;
}

/** Where forge and Hardhat look, in order; the jail has the last word on what compiles. */
function* candidates(from: string, spec: string, setting: GraphSetting): Generator<string> {
  if (spec.startsWith("./") || spec.startsWith("../")) {
    yield path.posix.normalize(path.posix.join(path.posix.dirname(from), spec));
    return;
  }
  if (spec.startsWith("/") || /^[a-z]+:/i.test(spec)) return;
  const remapped = applyRemappings(from, spec, setting.remappings);
  if (remapped !== undefined) yield remapped;
  yield path.posix.normalize(spec);
  for (const folder of setting.moduleFolders) yield path.posix.join(folder, spec);
  const [name = "", ...rest] = spec.split("/");
  for (const lib of setting.libs) {
    if (lib === "node_modules") continue;
    // forge finds libraries by itself: `name/` means their src, contracts or top folder, also one level down.
    for (const base of [`${lib}/${name}`, ...nestedLibraries(from, lib, name)]) {
      for (const inner of ["src", "contracts", ""]) yield path.posix.join(base, inner, ...rest);
    }
  }
}

function nestedLibraries(from: string, lib: string, name: string): string[] {
  const owner = from.startsWith(`${lib}/`) ? from.split("/")[1] : undefined;
  return owner === undefined ? [] : [`${lib}/${owner}/lib/${name}`];
}

function packageUse(spec: string, target: string): PackageUse | undefined {
  const modules = /^(.*?node_modules)\/((?:@[^/]+\/)?[^/]+)\//.exec(target);
  if (modules !== null) return { name: modules[2] ?? "", path: `${modules[1]}/${modules[2]}` };
  const library = /^(lib|dependencies)\/([^/]+)\//.exec(target);
  if (library !== null && !spec.startsWith(".")) return { name: library[2] ?? "", path: `${library[1]}/${library[2]}` };
  return undefined;
}

/** A missing relative import names the file, any other the package. */
function packageName(spec: string): string {
  return spec.startsWith(".") ? spec : packageOf(spec);
}
