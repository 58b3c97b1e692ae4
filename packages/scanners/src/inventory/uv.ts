import { entries, type JsonObject, object, objects, text } from "../reading/value.ts";
import { ByName } from "./by-name.ts";
import { ManifestError, type ManifestReader, type Package, type Root } from "./contract.ts";
import { gitRepository } from "./git.ts";
import { pythonName } from "./python.ts";
import { isNamed, own, readToml, tableLines } from "./text.ts";

/** `uv.lock`: workspace members are packages whose source is a folder. */
export const uvReader: ManifestReader = {
  kind: "uv",
  reads: (path) => isNamed(path, "uv.lock"),
  beside: [],
  read(content, path) {
    const lock = readToml(content, path);
    if (lock.version === undefined) throw new ManifestError(`${path} is no lock file of uv.`);
    const lines = tableLines(content, "package");
    const packages: (Package & { requires: number[] })[] = [];
    const at = new ByName();
    const members: JsonObject[] = [];
    const taken: { entry: JsonObject; position: number }[] = [];
    objects(lock.package).forEach((entry, index) => {
      const source = object(entry.source);
      const isOwn = ["editable", "virtual", "directory"].some((kind) => own(source, kind) !== undefined);
      if (isOwn) {
        members.push(entry);
        return;
      }
      const name = pythonName(text(entry.name) ?? "");
      at.add(name, packages.length);
      taken.push({ entry, position: packages.length });
      const git = text(source.git);
      packages.push({
        ...{ ecosystem: "PyPI", name, version: text(entry.version) ?? null, line: lines[index], requires: [] },
        ...(git === undefined ? {} : gitRepository(`git+${git}`)),
      });
    });
    const find = (wanted: JsonObject): readonly number[] => {
      const known = at.get(pythonName(text(wanted.name) ?? ""));
      const version = text(wanted.version);
      return version === undefined ? known : known.filter((each) => packages[each]?.version === version);
    };
    const needs = (entry: JsonObject): JsonObject[] => [
      ...objects(entry.dependencies),
      ...entries(own(entry, "optional-dependencies")).flatMap(([, list]) => objects(list)),
    ];
    for (const { entry, position } of taken) packages[position]?.requires.push(...needs(entry).flatMap(find));
    const roots = members.flatMap((member): Root[] => [
      ...needs(member).flatMap((wanted) => find(wanted).map((to) => ({ to, dev: false }))),
      ...entries(own(member, "dev-dependencies")).flatMap(([, list]) =>
        objects(list).flatMap((wanted) => find(wanted).map((to) => ({ to, dev: true }))),
      ),
    ]);
    return { packages, roots: members.length === 0 ? null : roots };
  },
};
