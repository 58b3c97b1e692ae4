import { entries, isObject, type JsonObject, object, text, texts } from "../reading/value.ts";
import { ManifestError, type ManifestReader, type Package, type ReadPackages, type Root } from "./contract.ts";
import { gitRepository } from "./git.ts";
import { type DirectNeed, needsOf } from "./package-json.ts";
import { beside, isNamed, keyLines, maybeJson, own, readJson } from "./text.ts";

const MODULES = "node_modules/";
const MOST_DEPTH = 60;

/** `package-lock.json` and `npm-shrinkwrap.json`, versions 1 to 3. */
export const npmReader: ManifestReader = {
  kind: "npm",
  reads: (path) => isNamed(path, "package-lock.json", "npm-shrinkwrap.json"),
  beside: ["package.json"],
  read(content, path, around) {
    const lock = readJson(content, path);
    const line = keyLines(content);
    if (isObject(lock.packages)) return fromPlaces(object(lock.packages), line);
    if (!isObject(lock.dependencies)) {
      // A project without any dependency has neither.
      if (lock.lockfileVersion === undefined) throw new ManifestError(`${path} is no lock file of npm.`);
      return { packages: [], roots: [] };
    }
    const needs = needsOf(maybeJson(around.read(beside(path, "package.json"))));
    return fromTree(object(lock.dependencies), needs, line);
  },
};

type Line = ReturnType<typeof keyLines>;

/** Versions 2 and 3: one entry per folder. */
function fromPlaces(places: JsonObject, line: Line): ReadPackages {
  const packages: (Package & { requires: number[] })[] = [];
  const at = new Map<string, number>();
  const importers: string[] = [];
  const links = new Map<string, string>();
  for (const [place, value] of entries(places)) {
    const entry = object(value);
    if (entry.link === true) links.set(place, text(entry.resolved) ?? "");
    else if (!place.includes(MODULES)) importers.push(place);
    else {
      const name = text(entry.name) ?? place.slice(place.lastIndexOf(MODULES) + MODULES.length);
      at.set(place, packages.length);
      packages.push({ ...described(name, entry), line: line("packages", place), requires: [] });
    }
  }
  const resolve = (from: string, name: string): number | undefined => {
    for (const folder of foldersAbove(from)) {
      const place = `${folder === "" ? "" : `${folder}/`}${MODULES}${name}`;
      const found = at.get(place);
      if (found !== undefined) return found;
      // A workspace: what it needs are wishes of the project itself.
      if (links.has(place)) return undefined;
    }
    return undefined;
  };
  for (const [place, position] of at) {
    const entry = object(own(places, place));
    for (const name of needs(entry)) {
      const to = resolve(place, name);
      if (to !== undefined) packages[position]?.requires.push(to);
    }
  }
  const roots: Root[] = importers.flatMap((importer) =>
    needsOf(object(own(places, importer))).flatMap(({ name, dev }) => {
      const to = resolve(importer, name);
      return to === undefined ? [] : [{ to, dev }];
    }),
  );
  return { packages, roots };
}

/** The folder itself, then those above it in which npm would look. */
function* foldersAbove(place: string): Generator<string> {
  let folder = place;
  for (let step = 0; step < MOST_DEPTH; step += 1) {
    yield folder;
    if (folder === "") return;
    const cut = folder.lastIndexOf(`/${MODULES}`);
    if (cut >= 0) folder = folder.slice(0, cut);
    else if (folder.startsWith(MODULES)) folder = "";
    else folder = folder.includes("/") ? folder.slice(0, folder.lastIndexOf("/")) : "";
  }
}

function needs(entry: JsonObject): string[] {
  return ["dependencies", "optionalDependencies", "peerDependencies"].flatMap((key) =>
    entries(own(entry, key)).map(([name]) => name),
  );
}

function described(name: string, entry: JsonObject): Omit<Package, "requires"> {
  const resolved = text(entry.resolved);
  const git = gitRepository(resolved ?? text(entry.version));
  const version = text(entry.version) ?? null;
  return {
    ...{ ecosystem: "npm", name, version: git !== undefined && version?.includes("://") === true ? null : version },
    licence: text(entry.license) ?? texts(entry.licenses)[0],
    integrity: text(entry.integrity)?.split(/\s+/)[0],
    ...git,
    ...(entry.dev === true ? { dev: true } : {}),
  };
}

interface TreeNode {
  readonly position: number;
  readonly entry: JsonObject;
  readonly children: Map<string, TreeNode>;
  readonly parent: TreeNode | undefined;
}

/** Version 1: entries nested as their folders are. */
function fromTree(top: JsonObject, needed: readonly DirectNeed[], line: Line): ReadPackages {
  const packages: (Package & { requires: number[] })[] = [];
  const root: TreeNode = { position: -1, entry: {}, children: new Map(), parent: undefined };
  const all: TreeNode[] = [];
  const notices: string[] = [];
  const waiting: { node: TreeNode; inside: JsonObject; way: string[] }[] = [{ node: root, inside: top, way: [] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.way.length > MOST_DEPTH) {
      notices.push(`Entries below ${MOST_DEPTH} levels were not read.`);
      break;
    }
    for (const [name, value] of entries(next.inside)) {
      const entry = object(value);
      const way = [...next.way, "dependencies", name];
      const node: TreeNode = { position: packages.length, entry, children: new Map(), parent: next.node };
      // `alias: {version: "npm:real@1.0.0"}`
      const alias = /^npm:(.+)@([^@]+)$/.exec(text(entry.version) ?? "");
      const plain = alias === null ? entry : { ...entry, version: alias[2] };
      packages.push({ ...described(alias?.[1] ?? name, plain), line: line(...way), requires: [] });
      next.node.children.set(name, node);
      all.push(node);
      if (isObject(entry.dependencies)) waiting.push({ node, inside: entry.dependencies, way });
    }
  }
  for (const node of all) {
    for (const [name] of entries(node.entry.requires)) {
      const to = lookUp(node, name);
      if (to !== undefined) packages[node.position]?.requires.push(to.position);
    }
  }
  const roots = needed.flatMap(({ name, dev }) => {
    const to = root.children.get(name);
    return to === undefined ? [] : [{ to: to.position, dev }];
  });
  return { packages, roots: roots.length === 0 ? null : roots, notices };
}

function lookUp(from: TreeNode, name: string): TreeNode | undefined {
  for (let at: TreeNode | undefined = from; at !== undefined; at = at.parent) {
    const found = at.children.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}
