import { compare, valid } from "semver";
import { ManifestError, type ManifestReader, type Package, type Root } from "./contract.ts";
import { beside, isNamed, linesOf } from "./text.ts";

interface Module {
  readonly name: string;
  readonly version: string;
  readonly line: number;
  readonly indirect: boolean;
}

/** `go.mod`: from Go 1.17 on it names all modules that the build takes; before, `go.sum` tells the rest. */
export const goReader: ManifestReader = {
  kind: "go",
  reads: (path) => isNamed(path, "go.mod"),
  beside: ["go.sum"],
  read(content, path, around) {
    const { isModule, required, replaced, version } = readModule(content);
    if (!isModule) throw new ManifestError(`${path} names no module.`);
    const packages: Package[] = [];
    const roots: Root[] = [];
    const notices: string[] = [];
    for (const { name, version: wanted, line, indirect } of required) {
      const by = replaced.get(`${name}@${wanted}`) ?? replaced.get(name);
      // In place of the module stands a folder of the project.
      if (by !== undefined && by.version === "") continue;
      if (!indirect) roots.push({ to: packages.length, dev: false });
      const real = by ?? { name, version: wanted };
      packages.push({ ecosystem: "Go", name: real.name, version: real.version, line, requires: [] });
    }
    if (version !== undefined && isBefore117(version)) {
      const sums = around.read(beside(path, "go.sum"));
      const known = new Set(required.map(({ name }) => name));
      for (const [name, wanted] of newestOf(sums ?? "")) {
        if (!known.has(name)) packages.push({ ecosystem: "Go", name, version: wanted, requires: [] });
      }
      notices.push("Before Go 1.17 go.mod does not name everything: the rest is the newest that go.sum lists.");
    }
    return { packages, roots, notices };
  },
};

interface Replacement {
  readonly name: string;
  readonly version: string;
}

function readModule(content: string) {
  const required: Module[] = [];
  const replaced = new Map<string, Replacement>();
  let isModule = false;
  let version: string | undefined;
  let block = "";
  for (const [index, raw] of linesOf(content).entries()) {
    const cut = raw.indexOf("//");
    const comment = cut < 0 ? "" : raw.slice(cut);
    const words = (cut < 0 ? raw : raw.slice(0, cut)).trim().split(/\s+/).map(unquoted);
    const [first = ""] = words;
    if (first === "") continue;
    if (block !== "" && first === ")") {
      block = "";
      continue;
    }
    if (block === "" && words[1] === "(") {
      block = first;
      continue;
    }
    const verb = block === "" ? first : block;
    const rest = block === "" ? words.slice(1) : words;
    if (verb === "module") isModule = true;
    else if (verb === "go") version = rest[0];
    else if (verb === "require") {
      const [name = "", wanted = ""] = rest;
      required.push({ name, version: wanted, line: index + 1, indirect: /^\/\/\s*indirect\b/.test(comment) });
    } else if (verb === "replace") {
      const arrow = rest.indexOf("=>");
      if (arrow < 1) continue;
      const [name = "", old] = rest.slice(0, arrow);
      const [by = "", wanted = ""] = rest.slice(arrow + 1);
      replaced.set(old === undefined ? name : `${name}@${old}`, { name: by, version: wanted });
    }
  }
  return { isModule, required, replaced, version };
}

function unquoted(word: string): string {
  return word.replace(/^["`]|["`]$/g, "");
}

function isBefore117(version: string): boolean {
  const match = /^1\.(\d{1,4})(?:\D|$)/.exec(version);
  return match !== null && Number(match[1]) < 17;
}

/** The newest version of each module whose content, not only its go.mod, was taken. */
function newestOf(sums: string): Map<string, string> {
  const newest = new Map<string, string>();
  for (const line of linesOf(sums)) {
    const [name = "", version = "", hash] = line.trim().split(/\s+/);
    if (hash === undefined || version.endsWith("/go.mod") || version.length > 200) continue;
    const known = newest.get(name);
    if (known === undefined || isNewer(version, known)) newest.set(name, version);
  }
  return newest;
}

function isNewer(a: string, b: string): boolean {
  const [x, y] = [valid(a), valid(b)];
  return x !== null && (y === null || compare(x, y) > 0);
}
