import { entries, isObject, type JsonObject, object, text } from "../reading/value.ts";
import { ManifestError, type ManifestReader, type Package, type ReadPackages, type Root } from "./contract.ts";
import { gitRepository } from "./git.ts";
import { isNamed, own } from "./text.ts";
import { type ReadYaml, readYaml } from "./yaml.ts";

/** `pnpm-lock.yaml`, versions 5 to 9. */
export const pnpmReader: ManifestReader = {
  kind: "pnpm",
  reads: (path) => isNamed(path, "pnpm-lock.yaml"),
  beside: [],
  read(content, path) {
    const lock = readYaml(content, path);
    const version = Number.parseFloat(text(lock.value.lockfileVersion) ?? "");
    if (Number.isNaN(version)) throw new ManifestError(`${path} is no lock file of pnpm.`);
    return readLock(lock, version);
  },
};

function readLock({ value, line }: ReadYaml, version: number): ReadPackages {
  const described = object(value.packages);
  // From 9 on, what a package is and what it needs (by its peers) stand apart.
  const nodes = isObject(value.snapshots) ? object(value.snapshots) : described;
  const packages: (Package & { requires: number[] })[] = [];
  const at = new Map<string, number>();
  for (const [key, node] of entries(nodes)) {
    const base = version >= 9 ? withoutPeers(key) : key;
    const about = object(own(described, base));
    const named = nameOf(base, version);
    const name = text(about.name) ?? named?.name;
    if (name === undefined) continue;
    at.set(key, packages.length);
    const resolution = object(about.resolution);
    const git = gitRepository(text(resolution.tarball)) ?? gitOf(resolution);
    const dev = text(object(node).dev ?? about.dev);
    packages.push({
      ...{ ecosystem: "npm", name, version: text(about.version) ?? named?.version ?? null, requires: [] },
      line: line("packages", base),
      integrity: text(resolution.integrity),
      ...git,
      ...(dev === "true" ? { dev: true } : {}),
    });
  }
  const find = (name: string, wanted: string): number | undefined =>
    at.get(keyOf(name, wanted, version)) ?? at.get(wanted);
  for (const [key, position] of at) {
    const node = object(own(nodes, key));
    for (const list of ["dependencies", "optionalDependencies"]) {
      for (const [name, wanted] of entries(own(node, list))) {
        const to = find(name, text(wanted) ?? "");
        if (to !== undefined) packages[position]?.requires.push(to);
      }
    }
  }
  return { packages, roots: rootsOf(value, find) };
}

function rootsOf(lock: JsonObject, find: (name: string, wanted: string) => number | undefined): Root[] {
  // Without workspaces, older versions have the project's wishes at the top.
  const importers = isObject(lock.importers) ? entries(lock.importers).map(([, each]) => object(each)) : [lock];
  const lists = [
    ["dependencies", false],
    ["optionalDependencies", false],
    ["devDependencies", true],
  ] as const;
  return importers.flatMap((importer) =>
    lists.flatMap(([list, dev]) =>
      entries(own(importer, list)).flatMap(([name, value]) => {
        const to = find(name, text(isObject(value) ? value.version : value) ?? "");
        return to === undefined ? [] : [{ to, dev }];
      }),
    ),
  );
}

/** What a dependency's version means as the key of an entry. */
function keyOf(name: string, wanted: string, version: number): string {
  if (version >= 9) return `${name}@${wanted}`;
  if (wanted.startsWith("/")) return wanted;
  return version >= 6 ? `/${name}@${wanted}` : `/${name}/${wanted}`;
}

function withoutPeers(key: string): string {
  const cut = key.indexOf("(");
  return cut < 0 ? key : key.slice(0, cut);
}

function nameOf(key: string, version: number): { name: string; version: string | null } | undefined {
  const plain = withoutPeers(key.startsWith("/") ? key.slice(1) : key);
  if (version >= 6) {
    const cut = plain.lastIndexOf("@");
    if (cut <= 0) return { name: plain, version: null };
    const wanted = plain.slice(cut + 1);
    return { name: plain.slice(0, cut), version: /^\d/.test(wanted) ? wanted : null };
  }
  if (!key.startsWith("/")) return undefined;
  const parts = plain.split("/");
  const scoped = plain.startsWith("@");
  const name = parts.slice(0, scoped ? 2 : 1).join("/");
  return { name, version: parts[scoped ? 2 : 1]?.split("_")[0] ?? null };
}

function gitOf(resolution: JsonObject): { repository: string; commit?: string } | undefined {
  const [repository, commit] = [text(resolution.repo), text(resolution.commit)];
  if (repository === undefined) return undefined;
  return gitRepository(`git+${repository}${commit === undefined ? "" : `#${commit}`}`);
}
