import { entries, isObject, type JsonObject, object, objects, text, texts } from "../reading/value.ts";
import { ByName } from "./by-name.ts";
import { ManifestError, type ManifestReader, type Package, type Root, type Surroundings } from "./contract.ts";
import { gitRepository } from "./git.ts";
import { folderOf, isNamed, maybeToml, own, readToml, tableLines } from "./text.ts";

/** `Cargo.lock`, versions 1 to 4. What has no source is the workspace's own. */
export const cargoReader: ManifestReader = {
  kind: "cargo",
  reads: (path) => isNamed(path, "Cargo.lock"),
  beside: ["Cargo.toml"],
  read(content, path, around) {
    const lock = readToml(content, path);
    if (!Array.isArray(lock.package) && !isObject(lock.root)) {
      if (lock.version === undefined) throw new ManifestError(`${path} is no lock file of Cargo.`);
      return { packages: [], roots: [] };
    }
    const lines = tableLines(content, "package");
    const crates = objects(lock.package);
    const packages: (Package & { requires: number[] })[] = [];
    const members: JsonObject[] = isObject(lock.root) ? [lock.root] : [];
    const at = new ByName();
    const taken: { crate: JsonObject; position: number }[] = [];
    crates.forEach((crate, index) => {
      const [name, source] = [text(crate.name), text(crate.source)];
      if (name === undefined) return;
      if (source === undefined) {
        members.push(crate);
        return;
      }
      taken.push({ crate, position: packages.length });
      at.add(name, packages.length);
      packages.push({
        ...{ ecosystem: "crates.io", name, version: text(crate.version) ?? null, line: lines[index], requires: [] },
        integrity: integrityOf(text(crate.checksum)),
        ...(source.startsWith("git+") ? gitRepository(source) : {}),
      });
    });
    const find = (wanted: string): number | undefined => {
      const [name = "", version] = wanted.split(" ");
      const known = at.get(name);
      return known.length === 1 ? known[0] : known.find((each) => packages[each]?.version === version);
    };
    for (const { crate, position } of taken) {
      packages[position]?.requires.push(...texts(crate.dependencies).flatMap((wanted) => find(wanted) ?? []));
    }
    return { packages, roots: members.length === 0 ? null : rootsOf(members, developedBy(path, around), find) };
  },
};

function rootsOf(
  members: readonly JsonObject[],
  developed: ReadonlyMap<string, ReadonlySet<string>>,
  find: (wanted: string) => number | undefined,
): Root[] {
  return members.flatMap((member) => {
    const development = developed.get(text(member.name) ?? "");
    return texts(member.dependencies).flatMap((wanted) => {
      const to = find(wanted);
      return to === undefined ? [] : [{ to, dev: development?.has(wanted.split(" ")[0] ?? "") === true }];
    });
  });
}

/** By member: the crates that only its tests and examples need, which the lock file does not tell apart. */
function developedBy(path: string, { paths, read }: Surroundings): Map<string, Set<string>> {
  const folder = folderOf(path);
  const found = new Map<string, Set<string>>();
  for (const file of paths) {
    if (!isNamed(file, "Cargo.toml") || (folder !== "" && !file.startsWith(`${folder}/`))) continue;
    const manifest = maybeToml(read(file));
    const name = text(object(manifest.package).name);
    if (name === undefined || found.has(name)) continue;
    const tables = [manifest, ...entries(manifest.target).map(([, each]) => object(each))];
    const runs = new Set(
      tables.flatMap((table) => [...crateNames(table, "dependencies"), ...crateNames(table, "build-dependencies")]),
    );
    const develops = tables.flatMap((table) => crateNames(table, "dev-dependencies"));
    found.set(name, new Set(develops.filter((each) => !runs.has(each))));
  }
  return found;
}

function crateNames(table: JsonObject, list: string): string[] {
  return entries(own(table, list)).map(([name, about]) => text(object(about).package) ?? name);
}

/** A hexadecimal SHA-256 as subresource integrity. */
export function integrityOf(checksum: string | undefined): string | undefined {
  if (checksum === undefined || !/^[0-9a-f]{64}$/i.test(checksum)) return undefined;
  return `sha256-${Buffer.from(checksum, "hex").toString("base64")}`;
}
