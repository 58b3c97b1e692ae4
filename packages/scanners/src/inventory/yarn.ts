import { entries, object, text } from "../reading/value.ts";
import {
  ManifestError,
  type ManifestReader,
  type Package,
  type ReadPackages,
  type Root,
  type Surroundings,
} from "./contract.ts";
import { gitRepository } from "./git.ts";
import { needsOf } from "./package-json.ts";
import { beside, isNamed, linesOf, maybeJson, own } from "./text.ts";
import { workspaceManifests } from "./workspaces.ts";
import { readYaml } from "./yaml.ts";

/** `yarn.lock`: Yarn's own format of version 1, and the YAML of later ones. */
export const yarnReader: ManifestReader = {
  kind: "yarn",
  reads: (path) => isNamed(path, "yarn.lock"),
  beside: ["package.json"],
  read: (content, path, around) =>
    /^__metadata:/m.test(content) ? fromYaml(content, path, around) : fromClassic(content, path, around),
};

interface Block {
  readonly line: number;
  readonly descriptors: readonly string[];
  readonly fields: Map<string, string>;
  readonly needs: { name: string; range: string }[];
}

function fromClassic(content: string, path: string, around: Surroundings): ReadPackages {
  const blocks = classicBlocks(content);
  if (blocks.length === 0 && !/yarn lockfile v1/.test(content.slice(0, 500))) {
    throw new ManifestError(`${path} is no lock file of Yarn.`);
  }
  const at = new Map(
    blocks.flatMap(({ descriptors }, position) => descriptors.map((each) => [each, position] as const)),
  );
  const packages = blocks.map((block): Package => {
    const { name } = nameAndRange(block.descriptors[0] ?? "");
    const resolved = block.fields.get("resolved");
    return {
      ...{ ecosystem: "npm", name, version: block.fields.get("version") ?? null, line: block.line },
      integrity: block.fields.get("integrity"),
      ...gitRepository(resolved),
      requires: block.needs.flatMap((need) => at.get(`${need.name}@${need.range}`) ?? []),
    };
  });
  return { packages, roots: rootsOf(path, around, (name, range) => at.get(`${name}@${range}`)) };
}

/** Linear: one look at each line, by its indent. */
function classicBlocks(content: string): Block[] {
  const blocks: Block[] = [];
  let list = "";
  for (const [index, line] of linesOf(content).entries()) {
    if (line.trim() === "" || line.trimStart().startsWith("#")) continue;
    const indent = line.length - line.trimStart().length;
    const block = blocks.at(-1);
    if (indent === 0) {
      const descriptors = line.replace(/:\s*$/, "").split(/,\s+/).map(unquoted);
      blocks.push({ line: index + 1, descriptors, fields: new Map(), needs: [] });
      list = "";
    } else if (block === undefined) continue;
    else if (indent === 2) {
      const [key, value] = pairOf(line.trim());
      list = value === "" ? key.replace(/:$/, "") : "";
      if (value !== "") block.fields.set(key, value);
    } else if (indent === 4 && (list === "dependencies" || list === "optionalDependencies")) {
      const [name, range] = pairOf(line.trim());
      block.needs.push({ name, range });
    }
  }
  return blocks;
}

/** `"@a/b" "^1.0.0"` */
function pairOf(text: string): [string, string] {
  const end = text.startsWith('"') ? text.indexOf('"', 1) + 1 : text.search(/\s|$/);
  const cut = end <= 0 ? text.length : end;
  return [unquoted(text.slice(0, cut)), unquoted(text.slice(cut).trim())];
}

function unquoted(text: string): string {
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

/** `name@range`, where the range may name another package: `alias@npm:real@^1`. */
function nameAndRange(descriptor: string): { name: string; range: string } {
  const cut = descriptor.indexOf("@", 1);
  if (cut < 0) return { name: descriptor, range: "" };
  const range = descriptor.slice(cut + 1);
  const alias = range.startsWith("npm:") ? range.slice(4) : "";
  const aliasCut = alias.indexOf("@", 1);
  return { name: aliasCut > 0 ? alias.slice(0, aliasCut) : descriptor.slice(0, cut), range };
}

function rootsOf(
  path: string,
  around: Surroundings,
  find: (name: string, range: string) => number | undefined,
): Root[] | null {
  const manifests = workspaceManifests(path, around);
  if (manifests.length === 0) return null;
  return manifests.flatMap((manifest) =>
    needsOf(manifest).flatMap(({ name, range, dev }) => {
      const to = find(name, range);
      return to === undefined ? [] : [{ to, dev }];
    }),
  );
}

function fromYaml(content: string, path: string, around: Surroundings): ReadPackages {
  const { value, line } = readYaml(content, path);
  const packages: (Package & { requires: number[] })[] = [];
  const at = new Map<string, number>();
  const workspaces: { folder: string; needs: [string, string][] }[] = [];
  const needs: [string, string][][] = [];
  for (const [key, entry] of entries(value)) {
    if (key === "__metadata") continue;
    const about = object(entry);
    const wanted = ["dependencies", "optionalDependencies"]
      .flatMap((list) => entries(own(about, list)))
      .map(([name, range]): [string, string] => [name, text(range) ?? ""]);
    const resolution = text(about.resolution) ?? key;
    const workspace = /^.+?@workspace:(.*)$/.exec(resolution);
    if (workspace !== null) {
      workspaces.push({ folder: workspace[1] ?? "", needs: wanted });
      continue;
    }
    for (const descriptor of key.split(/,\s+/)) at.set(descriptor, packages.length);
    const cut = resolution.indexOf("@", 1);
    packages.push({
      ecosystem: "npm",
      name: cut < 0 ? resolution : resolution.slice(0, cut),
      version: text(about.version) ?? null,
      line: line(key),
      ...gitRepository(resolution.slice(cut + 1)),
      requires: [],
    });
    needs.push(wanted);
  }
  const find = (name: string, range: string): number | undefined =>
    at.get(`${name}@${range}`) ?? at.get(`${name}@npm:${range}`);
  needs.forEach((wanted, position) => {
    for (const [name, range] of wanted) {
      const to = find(name, range);
      if (to !== undefined) packages[position]?.requires.push(to);
    }
  });
  const roots = workspaces.flatMap(({ folder, needs: wanted }) => {
    // The lock file does not tell what is for development; the workspace itself does.
    const file = folder === "." ? "package.json" : `${folder}/package.json`;
    const manifest = maybeJson(around.read(beside(path, file)));
    const develops = new Set(needsOf(manifest).flatMap(({ name, dev }) => (dev ? [name] : [])));
    const runs = new Set(needsOf(manifest).flatMap(({ name, dev }) => (dev ? [] : [name])));
    return wanted.flatMap(([name, range]): Root[] => {
      const to = find(name, range);
      return to === undefined ? [] : [{ to, dev: develops.has(name) && !runs.has(name) }];
    });
  });
  return { packages, roots: workspaces.length === 0 ? null : roots };
}
