import { entries, isObject, type JsonObject, object, objects, text } from "../reading/value.ts";
import { integrityOf } from "./cargo.ts";
import { type ManifestReader, type Package, ManifestError } from "./contract.ts";
import { gitRepository } from "./git.ts";
import { beside, isNamed, linesOf, readToml, tableLines } from "./text.ts";

/** `soldeer.lock`, or the table in foundry.toml that it is made from. It is a list: everything in it is asked for. */
export const soldeerReader: ManifestReader = {
  kind: "soldeer",
  reads: (path, paths) =>
    isNamed(path, "soldeer.lock") || (isNamed(path, "foundry.toml") && !paths.has(beside(path, "soldeer.lock"))),
  beside: [],
  read(content, path) {
    if (isNamed(path, "foundry.toml")) return fromConfiguration(content, path);
    const lock = readToml(content, path);
    if (lock.dependencies !== undefined && !Array.isArray(lock.dependencies)) {
      throw new ManifestError(`${path} is no lock file of Soldeer.`);
    }
    const lines = tableLines(content, "dependencies");
    const packages = objects(lock.dependencies).map((entry, index): Package => {
      const git = text(entry.git);
      return {
        ...{ ecosystem: "Soldeer", name: text(entry.name) ?? "", version: text(entry.version) ?? null },
        ...{ line: lines[index], requires: [], integrity: integrityOf(text(entry.checksum)) },
        ...(git === undefined ? {} : gitRepository(`git+${git}#${text(entry.rev) ?? ""}`)),
      };
    });
    return { packages, roots: packages.map((_each, to) => ({ to, dev: false })) };
  },
};

function fromConfiguration(content: string, path: string) {
  const wanted = entries(tolerant(content, path).dependencies);
  if (wanted.length === 0) return null;
  const lines = linesOf(content);
  const packages = wanted.map(([name, value]): Package => {
    const version = text(isObject(value) ? object(value).version : value) ?? null;
    const at = lines.findIndex((line) => line.trimStart().replace(/^["']/, "").startsWith(name));
    return { ecosystem: "Soldeer", name, version, line: at < 0 ? undefined : at + 1, requires: [] };
  });
  return {
    packages,
    roots: packages.map((_each, to) => ({ to, dev: false })),
    notices: ["There is no soldeer.lock: versions are those that foundry.toml asks for."],
  };
}

/** A foundry.toml that cannot be read is told of elsewhere. */
function tolerant(content: string, path: string): JsonObject {
  try {
    return readToml(content, path);
  } catch {
    return {};
  }
}

/** `foundry.lock`: the tag and commit of each library, by its folder. */
export function foundryLock(value: JsonObject): Map<string, { tag?: string; commit?: string }> {
  return new Map(
    entries(value).map(([folder, each]) => {
      const entry = object(each);
      const [tag, branch] = [object(entry.tag), object(entry.branch)];
      const name = text(tag.name);
      const commit = text(entry.rev) ?? text(tag.rev) ?? text(branch.rev);
      return [folder, { ...(name === undefined ? {} : { tag: name }), ...(commit === undefined ? {} : { commit }) }];
    }),
  );
}
