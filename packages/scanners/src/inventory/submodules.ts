import { text } from "../reading/value.ts";
import type { ManifestReader, Package, Root, Surroundings } from "./contract.ts";
import { repositoryUrl, withoutSecret } from "./git.ts";
import { libraryNames } from "./library-names.ts";
import { foundryLock } from "./soldeer.ts";
import { folderOf, linesOf, maybeJson } from "./text.ts";

interface Module {
  readonly path: string;
  readonly url: string;
  readonly branch: string | undefined;
  readonly line: number | undefined;
}

const MOST_MODULES = 500;
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
const TAG = /^v?(\d+\.\d+(?:\.\d+)?(?:[-+.][0-9A-Za-z.-]+)?)$/;

/**
 * `.gitmodules` at the top, and those of the submodules that were fetched. Which commit stands there is what git told, or
 * foundry.lock; which version, the submodule's own package.json, else a tag.
 */
export const submodulesReader: ManifestReader = {
  kind: "submodules",
  reads: (path) => path === ".gitmodules",
  beside: [".gitmodules", "package.json", "foundry.lock", "remappings.txt"],
  read(content, _path, around) {
    const modules = allModules(content, around);
    const locks = foundryLock(maybeJson(around.read("foundry.lock")));
    const commits = new Map(around.submodules.map(({ path, commit }) => [path, commit]));
    const packages = modules.map((module): Package & { requires: number[] } => {
      const locked = locks.get(module.path);
      const commit = commits.get(module.path) ?? locked?.commit;
      const known = commit !== undefined && commit !== null && COMMIT.test(commit) ? commit : undefined;
      const version = versionIn(module.path, around) ?? tagOf(locked?.tag) ?? tagOf(module.branch) ?? null;
      const name = repositoryName(module);
      return {
        ...{ ecosystem: "Git", name, version, line: module.line, requires: [] },
        purl: repositoryUrl(module.url, name, version ?? known ?? null),
        ...{ repository: withoutSecret(module.url), commit: known, knownAs: libraryNames(module.path, around) },
      };
    });
    const roots: Root[] = [];
    modules.forEach((module, to) => {
      const owner = ownerOf(module, modules);
      if (owner < 0) roots.push({ to, dev: false });
      else packages[owner]?.requires.push(to);
    });
    const without = packages.filter(({ commit, version }) => commit === undefined && version === null).length;
    const notices = without === 0 ? [] : [`Neither commit nor version is known of ${without} submodules.`];
    return { packages, roots, notices };
  },
};

function allModules(content: string, around: Surroundings): Module[] {
  const found: Module[] = [];
  const waiting = [{ folder: "", content }];
  const seen = new Set<string>();
  for (let next = waiting.shift(); next !== undefined && found.length < MOST_MODULES; next = waiting.shift()) {
    for (const module of modulesIn(next.content)) {
      const path = next.folder === "" ? module.path : `${next.folder}/${module.path}`;
      if (seen.has(path) || found.length >= MOST_MODULES) continue;
      seen.add(path);
      // Lines are those of the file that the inventory names.
      found.push({ ...module, path, line: next.folder === "" ? module.line : undefined });
      const inner = around.read(`${path}/.gitmodules`);
      if (inner !== undefined) waiting.push({ folder: path, content: inner });
    }
  }
  return found;
}

/** Sections `[submodule "name"]` with `path`, `url`, `branch`; read as data, nothing of it is run. */
function modulesIn(content: string): Module[] {
  const sections: { line: number; fields: Map<string, string> }[] = [];
  for (const [index, line] of linesOf(content).entries()) {
    const plain = line.trim();
    if (plain.startsWith("[")) sections.push({ line: index + 1, fields: new Map() });
    const cut = plain.indexOf("=");
    if (cut < 1 || plain.startsWith("#") || plain.startsWith(";")) continue;
    sections.at(-1)?.fields.set(plain.slice(0, cut).trim().toLowerCase(), plain.slice(cut + 1).trim());
  }
  return sections.flatMap(({ line, fields }) => {
    const [path, url] = [fields.get("path"), fields.get("url")];
    const sound = path !== undefined && !path.startsWith("/") && !path.split("/").includes("..");
    return sound && url !== undefined && path !== "" && url.length <= 500
      ? [{ line, path: path.replace(/\/+$/, ""), url, branch: fields.get("branch") }]
      : [];
  });
}

/** The deepest submodule in which this one lies. */
function ownerOf(module: Module, modules: readonly Module[]): number {
  let best = -1;
  modules.forEach(({ path }, at) => {
    if (!module.path.startsWith(`${path}/`)) return;
    if (best < 0 || path.length > (modules[best]?.path.length ?? 0)) best = at;
  });
  return best;
}

function versionIn(folder: string, around: Surroundings): string | undefined {
  const version = text(maybeJson(around.read(`${folder}/package.json`)).version);
  return version === "0.0.0" ? undefined : version;
}

function tagOf(tag: string | undefined): string | undefined {
  return tag === undefined || tag.length > 100 ? undefined : TAG.exec(tag)?.[1];
}

/** `owner/name` of the address, else the name of the folder. */
function repositoryName({ url, path }: Module): string {
  const match = /([^/:]+\/[^/:]+?)(?:\.git)?\/*$/.exec(url.slice(-300));
  const name = match?.[1];
  return name === undefined || name.startsWith("../") || folderOf(name) === ".."
    ? (path.split("/").at(-1) ?? path)
    : name;
}
