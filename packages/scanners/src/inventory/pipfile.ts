import { entries, isObject, object, text } from "../reading/value.ts";
import { ManifestError, type ManifestReader, type Package, type Root } from "./contract.ts";
import { gitRepository } from "./git.ts";
import { pythonName } from "./python.ts";
import { beside, isNamed, keyLines, maybeToml, own, readJson } from "./text.ts";

/** `Pipfile.lock`: it pins everything and does not tell who needs what; Pipfile tells what the project asks for. */
export const pipfileReader: ManifestReader = {
  kind: "pipfile",
  reads: (path) => isNamed(path, "Pipfile.lock"),
  beside: ["Pipfile"],
  read(content, path, around) {
    const lock = readJson(content, path);
    if (!isObject(lock._meta) && !isObject(lock.default)) throw new ManifestError(`${path} is no lock file of Pipenv.`);
    const line = keyLines(content);
    const wishes = maybeToml(around.read(beside(path, "Pipfile")));
    const asked = new Set(
      ["packages", "dev-packages"].flatMap((list) => entries(own(wishes, list)).map(([name]) => pythonName(name))),
    );
    const packages: Package[] = [];
    const roots: Root[] = [];
    const production = new Set(entries(lock.default).map(([name]) => pythonName(name)));
    for (const [list, dev] of [
      ["default", false],
      ["develop", true],
    ] as const) {
      for (const [key, value] of entries(own(lock, list))) {
        const name = pythonName(key);
        if (dev && production.has(name)) continue;
        const entry = object(value);
        const git = text(entry.git);
        if (asked.size === 0 || asked.has(name)) roots.push({ to: packages.length, dev });
        packages.push({
          ...{ ecosystem: "PyPI", name, version: text(entry.version)?.replace(/^===?\s*/, "") ?? null },
          ...{ line: line(list, key), dev, requires: [] },
          ...(git === undefined ? {} : gitRepository(`git+${git}#${text(entry.ref) ?? ""}`)),
        });
      }
    }
    return { packages, roots };
  },
};
