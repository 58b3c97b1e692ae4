import type { CodeOwnersFile } from "../source/index.ts";
import { matchesGlob } from "./glob.ts";

/** One line: whom a path belongs to. Without owners it takes the path away from the lines above. */
export interface OwnerRule {
  readonly line: number;
  readonly globs: readonly string[];
  /** `@name`, `@organization/team` or an e-mail, in small letters, in the order of the file. */
  readonly owners: readonly string[];
  /** GitLab's sections decide each for itself; null outside of them, and for GitHub always. */
  readonly section: string | null;
  /** GitLab's `!pattern`: the path has no owner in its section. */
  readonly excludes: boolean;
}

export interface PathOwner {
  readonly handle: string;
  readonly line: number;
}

const MOST_RULES = 2000;
const MOST_LINE = 1000;
/** No pattern that people write is longer, or has more stars. */
const MOST_PATTERN = 200;
const MOST_STARS = 12;
const HANDLE = /^(?:@[a-z0-9][\w./-]{0,200}|[^\s@]{1,64}@[^\s@]{1,180})$/i;
const SECTION = /^\^?\[([^\]]{1,200})\](?:\[\d+\])?\s*(.*)$/;

type Flavor = "github" | "gitlab";

/** Reads the file as the host of its place reads it; sections are GitLab's. Lines that are no rule are left out. */
export function parseCodeOwners({ place, text }: CodeOwnersFile): OwnerRule[] {
  const lines = text.split(/\r?\n/);
  const hasSections = lines.some((line) => SECTION.test(line.trim()));
  const flavor: Flavor =
    place.startsWith(".gitlab/") || (!place.startsWith(".github/") && hasSections) ? "gitlab" : "github";
  const rules: OwnerRule[] = [];
  let section: { readonly name: string; readonly owners: readonly string[] } | null = null;
  for (const [at, line] of lines.entries()) {
    const words = wordsOf(line);
    const [first, ...rest] = words;
    if (first === undefined || rules.length >= MOST_RULES) continue;
    if (first.length > MOST_PATTERN || first.split("*").length > MOST_STARS) continue;
    const header = flavor === "gitlab" ? SECTION.exec(line.trim()) : null;
    if (header !== null) {
      section = { name: (header[1] ?? "").trim().toLowerCase(), owners: handlesOf(wordsOf(header[2] ?? "")) };
      continue;
    }
    const excludes = flavor === "gitlab" && first.startsWith("!");
    const own = handlesOf(rest);
    rules.push({
      line: at + 1,
      globs: globsOf(excludes ? first.slice(1) : first, flavor),
      owners: own.length === 0 && section !== null ? section.owners : own,
      section: section?.name ?? null,
      excludes,
    });
  }
  return rules;
}

/** Whom a path belongs to: the last line that covers it decides, in GitLab's files in each section. */
export function ownersOf(rules: readonly OwnerRule[], path: string): PathOwner[] {
  const last = new Map<string | null, OwnerRule>();
  const excluded = new Set<string | null>();
  for (const rule of rules) {
    if (!rule.globs.some((glob) => matchesGlob(glob, path))) continue;
    if (rule.excludes) excluded.add(rule.section);
    else last.set(rule.section, rule);
  }
  return [...last.values()]
    .filter(({ section }) => !excluded.has(section))
    .flatMap(({ owners, line }) => owners.map((handle) => ({ handle, line })));
}

const handlesOf = (words: readonly string[]): string[] =>
  words.filter((word) => HANDLE.test(word)).map((word) => word.toLowerCase());

/** Words between spaces; `\` takes the next character as it is, `#` at the beginning of a word begins a comment. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  let word = "";
  const end = (): void => {
    if (word !== "") words.push(word);
    word = "";
  };
  const letters = [...line.slice(0, MOST_LINE)];
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at] ?? "";
    if (letter === "#" && word === "") break;
    if (letter === "\\") {
      at += 1;
      word += letters[at] ?? "";
    } else if (/\s/.test(letter)) end();
    else word += letter;
  }
  end();
  return words;
}

/**
 * What a pattern covers, as globs over whole paths. Both hosts read gitignore's patterns without negation and classes,
 * and `folder/*` for what lies directly in it; a pattern with a slash inside begins at the top for GitHub, anywhere for
 * GitLab unless it begins with one.
 */
function globsOf(pattern: string, flavor: Flavor): string[] {
  const body = pattern.replace(/^\/+/, "").replace(/\/+$/, "");
  const isTop = pattern.startsWith("/") || (flavor === "github" && body.includes("/"));
  if (body === "") return ["**"];
  const from = isTop || body.startsWith("**/") ? body : `**/${body}`;
  if (pattern.endsWith("/")) return [`${from}/*/**`, `${from}/*`];
  const isFiles = body.endsWith("/*") || body === "*";
  return isFiles && body !== "*" ? [from] : [from, `${from}/**`];
}
