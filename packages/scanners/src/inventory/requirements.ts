import path from "node:path";
import type { ManifestReader, Package, Root } from "./contract.ts";
import { gitRepository } from "./git.ts";
import { pythonName, requiredName } from "./python.ts";
import { folderOf, linesOf } from "./text.ts";

const FILE = /^(?:[\w.-]*[-_.])?requirements(?:[-_.][\w.-]*)?\.txt$/i;
const DEVELOPMENT = /(?:^|[-_.])(?:dev|develop|development|tests?|testing|lint|docs?|ci)(?:[-_.]|$)/i;
const MOST_LINE = 20_000;

interface Requirement {
  readonly name: string;
  readonly version: string | null;
  readonly line: number;
  readonly address: string | undefined;
  /** Who needs it, as pip-compile and uv note it: names, or the file that asks for it. */
  readonly via: string[];
}

/** `requirements.txt` and its kin; what is not pinned has no version. */
export const requirementsReader: ManifestReader = {
  kind: "requirements",
  reads: (file) =>
    FILE.test(path.posix.basename(file)) || (/(?:^|\/)requirements$/.test(folderOf(file)) && file.endsWith(".txt")),
  beside: [],
  read(content, file) {
    const found = requirementsOf(content);
    const dev = DEVELOPMENT.test(path.posix.basename(file).replace(/\.txt$/i, ""));
    const at = new Map(found.map(({ name }, position) => [name, position]));
    const requires = found.map((): number[] => []);
    const roots: Root[] = [];
    const told = found.some(({ via }) => via.length > 0);
    found.forEach(({ via }, to) => {
      for (const each of via) requires[at.get(pythonName(each)) ?? -1]?.push(to);
      // A file, or the project itself, asks for it.
      const asked = via.some((each) => each.startsWith("-") || each.includes("("));
      if (!told || via.length === 0 || asked) roots.push({ to, dev });
    });
    const packages = found.map(
      ({ name, version, line, address }, position): Package => ({
        ...{ ecosystem: "PyPI", name, version, line, dev, requires: requires[position] ?? [] },
        ...gitRepository(address),
      }),
    );
    const open = found.filter(({ version, address }) => version === null && address === undefined).length;
    const notices =
      open === 0 ? [] : [`${open} requirements pin no version with ==, so nothing can be said about them.`];
    return { packages, roots, notices };
  },
};

function requirementsOf(content: string): Requirement[] {
  const found: Requirement[] = [];
  let whole = "";
  let start = 0;
  for (const [index, raw] of linesOf(content).entries()) {
    const line = raw.slice(0, MOST_LINE);
    const comment = /^\s*#\s*(.*)$/.exec(line);
    if (comment !== null && whole === "") {
      noteVia(found.at(-1), comment[1] ?? "");
      continue;
    }
    if (whole === "") start = index + 1;
    if (/\\\s*$/.test(line) && whole.length < MOST_LINE) {
      whole += `${line.replace(/\\\s*$/, "")} `;
      continue;
    }
    const requirement = parsed(`${whole}${line}`, start);
    whole = "";
    if (requirement !== undefined) found.push(requirement);
  }
  const last = whole === "" ? undefined : parsed(whole, start);
  return last === undefined ? found : [...found, last];
}

/** `# via flask`, or a list of names below `# via`. */
function noteVia(requirement: Requirement | undefined, comment: string): void {
  if (requirement === undefined || requirement.via.length > 1000) return;
  const said = comment.trim();
  if (said === "via") requirement.via.push("");
  else if (said.startsWith("via ")) requirement.via.push(...said.slice(4).split(/,\s*/));
  else if (requirement.via.length > 0 && said !== "") requirement.via.push(said);
}

function parsed(line: string, start: number): Requirement | undefined {
  const hash = line.search(/(?:^|\s)#/);
  const [comment, text] = hash < 0 ? ["", line] : [line.slice(hash), line.slice(0, hash)];
  const plain = text.trim();
  const via = /#\s*via\s+(\S.*)$/.exec(comment)?.[1]?.split(/,\s*/) ?? [];
  const editable = /^(?:-e|--editable)[\s=]+(\S+)/.exec(plain)?.[1];
  if (editable !== undefined) {
    const name = /#egg=([A-Za-z0-9._-]+)/.exec(line)?.[1];
    const address = line.slice(line.indexOf(editable)).trim().split(/\s/)[0];
    return name === undefined || !editable.startsWith("git+")
      ? undefined
      : { name: pythonName(name), version: null, line: start, address: addressOf(address), via };
  }
  if (plain === "" || plain.startsWith("-")) return undefined;
  const name = requiredName(plain);
  if (name === undefined || /^[a-z+]+:\/\//i.test(plain) || /^[./]/.test(plain)) return undefined;
  const rest = plain
    .slice(plain.indexOf(name) + name.length)
    .replace(/^\s*\[[^\]]*\]/, "")
    .trim();
  const address = rest.startsWith("@") ? rest.slice(1).trim().split(/\s/)[0] : undefined;
  const specifier = rest.split(";")[0]?.split(/\s--/)[0]?.trim() ?? "";
  const pin = /^\(?\s*={2,3}\s*([^\s,;()*]+)\s*\)?$/.exec(specifier);
  return { name: pythonName(name), version: pin?.[1] ?? null, line: start, address: addressOf(address), via };
}

/** `git+https://host/path@commit#egg=name` as lock files of others write it: the commit behind a #. */
function addressOf(address: string | undefined): string | undefined {
  const match = address === undefined ? null : /^(git\+[a-z]+:\/\/[^\s#]+?)(?:@([\w./-]+))?(?:#\S*)?$/.exec(address);
  return match === null ? address : `${match[1]}${match[2] === undefined ? "" : `#${match[2]}`}`;
}
