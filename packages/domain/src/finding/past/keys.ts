import type { Severity } from "../normalized.ts";
import { cut, PAST_LIMITS } from "./document.ts";
import { severityOf, stateOf } from "./words.ts";

/** What the line of a heading says by itself. */
export interface Named {
  /** Its number in the document: `H-01`, `ACME-7`, `Finding 3`; null without one. */
  readonly key: string | null;
  readonly title: string;
  readonly severity: Severity | null;
  /** A status behind the title, in its own words. */
  readonly status: string | null;
}

/** Letters that stand for a severity in front of a number. */
const LETTERS: Readonly<Record<string, Severity>> = {
  ...{ C: "critical", CR: "critical", CRIT: "critical", CRITICAL: "critical" },
  ...{ H: "high", HIGH: "high", M: "medium", MED: "medium", MEDIUM: "medium", L: "low", LOW: "low" },
  ...{
    I: "info",
    INFO: "info",
    N: "info",
    NC: "info",
    QA: "info",
    G: "info",
    GAS: "info",
    S: "info",
    R: "info",
    O: "info",
  },
};
/** Standards and catalogues whose names look like a firm's numbering. */
const NO_KEYS =
  /^(?:ERC|EIP|BEP|BIP|CWE|SWC|SCWE|CVE|GHSA|UTF|SHA|RFC|ISO|AES|RSA|TLS|SSL|OWASP|ASVS|IPV|HTTP|KECCAK|MD|TIP|SIP|CAIP|NIST|PCI)-?\d/;
const BARE = "(?:C|CR|CRIT|CRITICAL|H|HIGH|M|MED|MEDIUM|L|LOW|I|INFO|N|NC|QA|G|GAS|S|R|O)[-_ ]?\\d{1,3}";
const LETTERED = "(?:C|CR|CRIT|CRITICAL|H|HIGH|M|MED|MEDIUM|L|LOW|I|INFO|N|NC|QA|G|GAS|S|R|O)[-_]\\d{1,3}";
const FIRMS = "[A-Z][A-Z0-9]{1,11}(?:-[A-Z0-9]{1,12}){0,3}-\\d{1,4}";
const NUMBERED = "(?:issue|finding|vulnerability|bug|observation)\\s*(?:no\\.?\\s*|#\\s*|id\\s*)?\\d{1,3}";
const WORDS = /^(?:critical|crit|high|medium|med|low|info|gas)[-_ ]?\d/i;
const WORD = "(?:(?:issue|finding|vulnerability|bug)\\s*(?:id)?\\s*[:#]?\\s*)?";

const BRACKETED = new RegExp(`^${WORD}[[(]\\s*#?(${FIRMS}|${BARE})\\s*[\\])]\\s*[-:.–—|]*\\s*(.*)$`, "i");
const OPEN = new RegExp(`^${WORD}#?(${FIRMS}|${LETTERED})(?:\\s*[-:.–—|]+\\s*|\\s+)(\\S.*)$`, "i");
/** Without a dash only before a sign that ends a number, or `L2 bridges` were a finding. */
const TIGHT = new RegExp(`^${WORD}#?(${BARE})\\s*[:.–—|]\\s*(\\S.*)$`, "i");
const COUNTED = new RegExp(`^#?(${NUMBERED})\\s*[-:.–—|]+\\s*(\\S.*)$`, "i");
const ALONE = new RegExp(`^#?(${FIRMS}|${LETTERED})[.:]?$`, "i");

/** Reads a heading's text. `numbered` is the number in front of it, where the document counts its headings. */
export function readName(text: string): Named {
  const plain = plainText(text);
  const found = keyed(plain);
  const { title, severity, status } = withoutTail(found?.title ?? plain);
  return {
    key: found?.key ?? null,
    title: cut(title, PAST_LIMITS.title),
    severity: severity ?? (found === null ? null : severityOfKey(found.key)),
    status,
  };
}

/** A whole cell that is a key; null for other cells. */
export function keyOf(cell: string): string | null {
  const plain = plainText(cell).replace(/^[[(]|[\])]$/g, "");
  const key = ALONE.exec(plain)?.[1] ?? new RegExp(`^#?(${BARE}|${NUMBERED})$`, "i").exec(plain)?.[1];
  if (key === undefined || NO_KEYS.test(key)) return null;
  return writing(key);
}

/** A text of Markdown as people read it: no links, no anchors, no emphasis. */
export function plainText(text: string): string {
  let plain = text
    .slice(0, 2000)
    .replace(/<[^<>]{0,300}>/g, "")
    .replace(/\\([[\]()*_#`-])/g, "$1");
  plain = plain.replace(/^\[([^\]]*\[[^\]]*\][^\]]*)\]\((?:[^()\s]|\([^()\s]*\))*\)/, "$1");
  plain = plain.replace(/!?\[([^[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"]*")?\)/g, "$1");
  plain = plain.replace(/(?:\*\*|__)/g, "").replace(/^[*_]+|[*_]+$/g, "");
  return plain.replace(/\s+/g, " ").trim();
}

/** The same title however it is written. */
export function titleKey(title: string): string {
  return title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function keyed(plain: string): { key: string; title: string } | null {
  for (const form of [BRACKETED, OPEN, TIGHT, COUNTED]) {
    const [, key, title] = form.exec(plain) ?? [];
    if (key === undefined || title === undefined || NO_KEYS.test(key.toUpperCase())) continue;
    // Keys are capitals; `a-1` and `is-2` are words.
    if (form !== COUNTED && key !== key.toUpperCase() && !WORDS.test(key)) continue;
    return { key: writing(key), title: title.trim() };
  }
  const alone = ALONE.exec(plain)?.[1];
  return alone === undefined || NO_KEYS.test(alone) || alone !== alone.toUpperCase() ? null : { key: alone, title: "" };
}

/** `H 1`, `H_1` and `H-1` are one key; `Finding #3` is `Finding 3`. */
function writing(key: string): string {
  const counted = /^([a-z]+)\s*(?:no\.?\s*|#\s*|id\s*)?(\d+)$/i.exec(key);
  if (counted !== null && /^(?:issue|finding|vulnerability|bug|observation)$/i.test(counted[1] ?? "")) {
    const word = (counted[1] ?? "").toLowerCase();
    return `${word.charAt(0).toUpperCase()}${word.slice(1)} ${counted[2]}`;
  }
  return key.toUpperCase().replace(/[_ ]/g, "-");
}

function severityOfKey(key: string): Severity | null {
  const parts = key.split("-").slice(0, -1);
  // The last letters say it: `ACME-H-2`, `H-2`; a firm's own short name says nothing.
  const letters = parts.length === 0 ? (/^[A-Z]+(?=\d)/.exec(key)?.[0] ?? "") : (parts.at(-1) ?? "");
  return Object.hasOwn(LETTERS, letters) ? (LETTERS[letters] ?? null) : null;
}

const TAILS = [
  /^(.*\S)\s*[[(]([^[\]()]{2,40})[\])]$/,
  /^(.*\S)\s*`([^`]{2,40})`$/,
  /^(.*\S)\s+[-–—|]\s*([^-–—|]{2,40})$/,
  /^(.*\S)\s+([✓✔☑✅]\s*\p{L}*)$/u,
] as const;

/** Takes a severity and a status off the end of a title: `Title - HIGH`, `Title (Fixed)`, `Title [High] [Fixed]`. */
function withoutTail(text: string): { title: string; severity: Severity | null; status: string | null } {
  let title = text;
  let severity: Severity | null = null;
  let status: string | null = null;
  for (let taken = 0; taken < 3; taken += 1) {
    const hit = TAILS.map((tail) => tail.exec(title)).find((each) => each !== null && isTail(each[2] ?? ""));
    if (hit === undefined || hit === null) break;
    const tail = (hit[2] ?? "").trim();
    const named = severityOf(tail);
    if (named !== null) severity ??= named;
    else status ??= cut(tail, 80);
    title = hit[1] ?? title;
  }
  return { title: title.replace(/[\s:|–—-]+$/, ""), severity, status };
}

function isTail(text: string): boolean {
  const words = text.trim().split(/\s+/).length;
  return severityOf(text) !== null || (words <= 3 && stateOf(text) !== null);
}
