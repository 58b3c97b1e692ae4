import { entries, type JsonObject, object, objects, text, texts } from "../reading/value.ts";
import { ByName } from "./by-name.ts";
import { ManifestError, type ManifestReader, type Package, type Root } from "./contract.ts";
import { gitRepository } from "./git.ts";
import { pythonName, pythonNeeds } from "./python.ts";
import { beside, isNamed, maybeToml, readToml, tableLines } from "./text.ts";

/** `poetry.lock`; what the project asks for itself stands in pyproject.toml. */
export const poetryReader: ManifestReader = {
  kind: "poetry",
  reads: (path) => isNamed(path, "poetry.lock"),
  beside: ["pyproject.toml"],
  read(content, path, around) {
    const lock = readToml(content, path);
    if (!Array.isArray(lock.package)) {
      if (lock.metadata === undefined) throw new ManifestError(`${path} is no lock file of Poetry.`);
      return { packages: [], roots: [] };
    }
    const lines = tableLines(content, "package");
    const entriesOf = objects(lock.package).map((entry, index) => ({ entry, line: lines[index] }));
    const at = new ByName();
    entriesOf.forEach(({ entry }, position) => at.add(pythonName(text(entry.name) ?? ""), position));
    const packages = entriesOf.map(({ entry, line }): Package => {
      const requires = entries(entry.dependencies).flatMap(([name]) => at.get(pythonName(name)));
      const name = pythonName(text(entry.name) ?? "");
      return {
        ...{ ecosystem: "PyPI", name, version: text(entry.version) ?? null, line, requires },
        ...sourceOf(object(entry.source)),
        ...(isDevelopment(entry) ? { dev: true } : {}),
      };
    });
    const project = around.read(beside(path, "pyproject.toml"));
    const roots = [...pythonNeeds(maybeToml(project))].flatMap(([name, dev]): Root[] =>
      at.get(name).map((to) => ({ to, dev })),
    );
    return { packages, roots: roots.length === 0 ? null : roots };
  },
};

/** Poetry 2 names the groups of each package, Poetry 1.4 and older its category. */
function isDevelopment(entry: JsonObject): boolean {
  const groups = texts(entry.groups);
  return entry.category === "dev" || (groups.length > 0 && !groups.includes("main"));
}

function sourceOf(source: JsonObject) {
  if (source.type !== "git") return {};
  return gitRepository(`git+${text(source.url) ?? ""}#${text(source.resolved_reference) ?? ""}`) ?? {};
}
