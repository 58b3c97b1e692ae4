import { plainText } from "./keys.ts";

/** A heading, or a line that stands for one, with the lines below it up to the next. */
export interface Heading {
  /** Smaller is higher. Headings that people only made bold lie below all others. */
  readonly level: number;
  /** Plain text without the number in front. */
  readonly text: string;
  /** `5.2.1` where the document counts its headings. */
  readonly number: string | null;
  /** Index of its line; the body begins at `body` and ends before `end`. */
  readonly line: number;
  readonly body: number;
  end: number;
}

/** A document cut into lines and headings. */
export interface Outline {
  readonly lines: readonly string[];
  /** True for lines inside of code fences. */
  readonly code: readonly boolean[];
  readonly headings: readonly Heading[];
  /** The document marks its headings by Markdown; else they are told by their numbers. */
  readonly markdown: boolean;
}

const MOST_LINES = 400_000;
const LONGEST_HEADING = 300;
const BOLD_LEVEL = 20;

/** Lines of a text whatever ends them, without tabs and without signs that do not print. */
export function linesOf(text: string): string[] {
  return text
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?|[\u2028\u2029\u0085\f\v]/g, "\n")
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]/g, "")
    .replace(/[\t\u00a0]/g, " ")
    .split("\n", MOST_LINES)
    .map((line) => line.trimEnd());
}

export function outlineOf(text: string): Outline {
  const lines = linesOf(text);
  const code = fencesOf(lines);
  const markdown = lines.some((line, at) => code[at] === false && /^#{1,6}\s+\S/.test(line));
  const headings: Heading[] = [];
  for (const [at, line] of lines.entries()) {
    if (code[at] === true || line.length > LONGEST_HEADING * 4) continue;
    const found = markdown ? markdownHeading(lines, at) : plainHeading(lines, at);
    if (found !== null) headings.push({ ...found, line: at, body: at + found.lines, end: lines.length });
  }
  const kept = markdown ? headings : withoutContents(headings);
  for (const [index, heading] of kept.entries()) heading.end = kept[index + 1]?.line ?? lines.length;
  return { lines, code, headings: kept, markdown };
}

/** Of headings that a page shows twice, in its table of contents and in their place, the one with the longer text. */
function withoutContents(headings: readonly Heading[]): Heading[] {
  const longest = new Map<string, { index: number; length: number }>();
  for (const [index, { number, body }] of headings.entries()) {
    if (number === null) continue;
    const length = (headings[index + 1]?.line ?? Number.MAX_SAFE_INTEGER) - body;
    if (length > (longest.get(number)?.length ?? -1)) longest.set(number, { index, length });
  }
  return headings.filter(({ number }, index) => number === null || longest.get(number)?.index === index);
}

/** The index behind the last heading that lies below this one. */
export function sectionEnd(headings: readonly Heading[], index: number): number {
  const level = headings[index]?.level ?? 0;
  let next = index + 1;
  while ((headings[next]?.level ?? -1) > level) next += 1;
  return next;
}

function fencesOf(lines: readonly string[]): boolean[] {
  let fence: string | null = null;
  let opened = lines.length;
  const inside = lines.map((line, at) => {
    const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    if (mark === null) return fence !== null;
    const [, sign = "", info = ""] = mark;
    if (fence === null) {
      // Backticks behind it make it code within a line.
      if (sign.startsWith("`") && info.includes("`")) return false;
      fence = sign;
      opened = at;
    } else if (sign.startsWith(fence.charAt(0)) && sign.length >= fence.length && info.trim() === "") fence = null;
    return true;
  });
  // A fence that nothing closes would swallow the rest of the report.
  return fence === null ? inside : inside.fill(false, opened);
}

type Found = Pick<Heading, "level" | "text" | "number"> & { readonly lines: number };

function markdownHeading(lines: readonly string[], at: number): Found | null {
  const line = lines[at] ?? "";
  const atx = /^ {0,3}(#{1,6})\s+(.*)$/.exec(line);
  if (atx !== null) return heading(atx[1]?.length ?? 1, (atx[2] ?? "").replace(/\s+#+$/, ""), 1);
  const under = lines[at + 1] ?? "";
  if (/^ {0,3}(?:=+|-{3,}) *$/.test(under) && /^\s{0,3}[^\s|>*+-]/.test(line) && (lines[at - 1] ?? "").trim() === "") {
    return heading(under.trim().startsWith("=") ? 1 : 2, line, 2);
  }
  const bold = /^ {0,3}(?:\*\*|__)([^*_].{2,200}[^*_\s:])(?:\*\*|__)\s*$/.exec(line);
  return bold === null ? null : heading(BOLD_LEVEL, bold[1] ?? "", 1);
}

/** Text of a page has no marks: a heading is a short line with a number or key in front, and no sentence. */
function plainHeading(lines: readonly string[], at: number): Found | null {
  const line = (lines[at] ?? "").trim();
  if (line.length < 2 || line.length > LONGEST_HEADING) return null;
  // A table of contents: dots or a page number behind the title.
  if (/(?:\.\s?){4,}\s*\d*$|\s{2,}\d{1,3}$/.test(line)) return null;
  const counted =
    /^(?:section\s+)?(\d{1,2}(?:\.\d{1,3}){0,4})[.)]?\s+[|–—-]?\s*(\p{Lu}[^.;]{2,}|\p{Lu}.{2,}[^.;,:])$/u.exec(line);
  if (counted !== null) {
    const depth = (counted[1] ?? "").split(".").length;
    if (depth > 1 || standsAlone(lines, at)) return heading(depth, line, 1);
  }
  if (/^[[(]?#?(?:[A-Z][A-Z0-9]{0,11}-){1,4}\d{1,4}[\])]?\s*[-:.–—|]?\s*\p{Lu}.*[^.;,]$/u.test(line))
    return heading(8, line, 1);
  if (/^(?:issue|finding|vulnerability)\s*#?\s*[\w-]{1,12}\s*[-:–—]\s*\S.*[^.;,]$/i.test(line))
    return heading(8, line, 1);
  const plain = line.toLowerCase();
  if (
    /^(?:critical|high|medium|low|informational|gas)(?:[ -](?:risk|severity))?(?: (?:findings|issues))?(?: \(\d+\))?$/.test(
      plain,
    )
  ) {
    const alone = (lines[at - 1] ?? "").trim() === "" || /risk|severity|findings|issues/.test(plain);
    return alone ? heading(7, line, 1) : null;
  }
  return null;
}

/** A number alone is a list's as a rule: a heading has a severity below it, or space around it. */
function standsAlone(lines: readonly string[], at: number): boolean {
  const near = lines.slice(at + 1, at + 11);
  if (near.some((line) => /^\s*(?:severity|risk(?: level| rating)?|finding id)\b\s*[:|]/i.test(line))) return true;
  const free = (line: string | undefined): boolean => (line ?? "").trim() === "";
  return free(lines[at - 1]) && free(lines[at + 1]) && (lines[at] ?? "").trim().length <= 80;
}

function heading(level: number, text: string, lines: number): Found | null {
  const plain = plainText(text);
  if (plain === "") return null;
  // A number without a dot may be a word of the title.
  const number = /^(?:section\s+)?(\d{1,2}(?:(?:\.\d{1,3}){1,4}[.)]?|[.)]))\s+[|–—-]?\s*(?=\S)/i.exec(plain);
  return { level, text: number === null ? plain : plain.slice(number[0].length), number: number?.[1] ?? null, lines };
}
