import type { Severity } from "../normalized.ts";
import { blankEntry, cut, NO_HEAD, PAST_LIMITS, type PastDocument, type PastEntry } from "./document.ts";
import { labelOf, readEntry } from "./entry.ts";
import { headOf } from "./head.ts";
import { hintsIn } from "./hints.ts";
import { type Named, readName, titleKey } from "./keys.ts";
import { type Heading, type Outline, outlineOf, sectionEnd } from "./lines.ts";
import { findingsIn, type Table, type TableRow, tablesOf } from "./table.ts";
import { severityAtStart, severityOf, stateOf } from "./words.ts";

/** A heading that begins a finding. */
interface Candidate {
  readonly index: number;
  readonly heading: Heading;
  readonly named: Named;
  readonly severity: Severity | null;
}

/**
 * Reads the findings of an audit report in Markdown or plain text: headings with a number or a severity, their sections,
 * and the tables that list them. Pure, total and bounded: whatever the text is, it answers a document, with no entries
 * where nothing looks like a finding. The same text gives the same document whatever ends its lines.
 */
export function readPastText(text: string): PastDocument {
  const notices: string[] = [];
  if (text.length > PAST_LIMITS.textLength) notices.push(`Only the first ${PAST_LIMITS.textLength} signs were read.`);
  const outline = ownHeadings(outlineOf(text.slice(0, PAST_LIMITS.textLength)));
  const { candidates, rows } = candidatesIn(outline);
  const tables = tablesOf(outline);
  const entries: PastEntry[] = [];
  const listed: TableRow[] = [];
  let next = 0;
  // Tables and sections come in order: what stands in front of a section belongs to none.
  const list = (until: number): void => {
    for (; (tables[next]?.line ?? Infinity) < until; next += 1) listed.push(...rated(outline, tables[next]));
  };
  for (const { index, heading, named, severity } of candidates) {
    const to = outline.headings[sectionEnd(outline.headings, index)]?.line ?? outline.lines.length;
    list(heading.body);
    const from = next;
    while ((tables[next]?.line ?? Infinity) < to) next += 1;
    const own = tables.slice(from, next);
    entries.push(readEntry(outline, { named, severity, tables: own, line: heading.line, from: heading.body, to }));
  }
  list(Infinity);
  const all = believable(merged(entries, [...listed, ...rows]), text);
  if (all.length > PAST_LIMITS.entries) {
    notices.push(
      `${all.length - PAST_LIMITS.entries} findings beyond the limit of ${PAST_LIMITS.entries} were left out.`,
    );
  }
  const first = Math.min(...all.map(({ at }) => at - 1), outline.lines.length);
  const head = outline.lines.length === 0 ? NO_HEAD : headOf(outline, first);
  const own = { head, entries: all.slice(0, PAST_LIMITS.entries), notices };
  return { kind: "audit-report", ...own, columns: [], mapping: null, signature: null };
}

/** Bold lines are labels, but for those with a number of a finding. */
function ownHeadings(outline: Outline): Outline {
  const headings = outline.headings.filter(({ level, text }) => level < 20 || readName(text).key !== null);
  return { ...outline, headings };
}

const NOTHING = /^(?:no|none)\b.{0,40}$|^n\/a$|\bnot found\b/i;
const GENERAL =
  /^(?:findings?|issues?|overview|introduction|scope|disclaimer|conclusion|appendix|about\b.*|severity (?:classification|criteria|definitions?|levels?|description|rating)s?|risk (?:classification|rating|levels?)s?|methodology|executive summary|classification.*|summary of findings|findings? (?:summary|overview|table|classification|details)|detailed findings|key findings|impact|likelihood|actions? required.*|table of contents|contents)$/i;

function candidatesIn(outline: Outline): { candidates: Candidate[]; rows: TableRow[] } {
  const { headings } = outline;
  const names = headings.map(({ text }) => readName(text));
  const above: { level: number; severity: Severity | null }[] = [];
  const all: Candidate[] = [];
  const rows: TableRow[] = [];
  for (const [index, heading] of headings.entries()) {
    while ((above.at(-1)?.level ?? -1) >= heading.level) above.pop();
    const parent = above.at(-1);
    const own = severityOfSection(heading.text);
    const named = names[index] ?? readName(heading.text);
    above.push({ level: heading.level, severity: own });
    if (own !== null && named.key === null) continue;
    const row = named.key === null || outline.markdown ? null : pageRow(heading, named);
    if (row !== null) rows.push(row);
    else if (beginsFinding(outline, index, named, parent?.severity ?? null)) {
      const severity = [...above].reverse().find((each) => each.severity !== null)?.severity ?? null;
      all.push({ index, heading, named, severity });
    }
  }
  return { candidates: outermost(outline, all), rows };
}

function beginsFinding(outline: Outline, index: number, named: Named, section: Severity | null): boolean {
  const heading = outline.headings[index];
  if (heading === undefined) return false;
  if (named.key !== null) return true;
  if (named.title === "" || labelOf(named.title) !== null || GENERAL.test(named.title) || NOTHING.test(named.title)) {
    return false;
  }
  if (section !== null) return true;
  return (named.severity !== null || hasSeverityField(outline, index)) && heading.end > heading.body;
}

/** Whether a section's own text, or a label below its heading, names a severity. */
function hasSeverityField({ lines, code, headings }: Outline, index: number): boolean {
  const heading = headings[index];
  if (heading === undefined) return false;
  const own = lines.slice(heading.body, Math.min(heading.end, heading.body + 30));
  const named = own.some((line, at) => {
    const value = /^[\s>*+_|•-]*(?:severity|risk(?: level| rating)?)[*_\s]*[:|][*_\s|]*([^|]{2,60})/i.exec(line)?.[1];
    return (
      code[heading.body + at] === false && value !== undefined && severityAtStart(value.replace(/[*_]/g, "")) !== null
    );
  });
  if (named) return true;
  const last = sectionEnd(headings, index);
  return headings.slice(index + 1, Math.min(last, index + 6)).some((inner) => {
    const below = lines.slice(inner.body, inner.body + 3).find((line) => line.trim() !== "") ?? "";
    return labelOf(inner.text) === "severity" && severityOf(below.replace(/[*_]/g, "")) !== null;
  });
}

/** Of candidates inside of each other the keyed one, else the inner one; sections of a finding are no findings. */
function outermost({ headings }: Outline, all: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  let until = 0;
  for (const [at, { index, named, ...candidate }] of all.entries()) {
    if (index < until) continue;
    const end = sectionEnd(headings, index);
    const next = all[at + 1];
    const holds = next !== undefined && next.index < end && (named.key === null || isChapter(named, next.named));
    if (holds) continue;
    kept.push({ index, named, ...candidate });
    until = end;
  }
  return kept;
}

/** A number without a severity around numbers that have one: a chapter, not a finding. */
function isChapter(outer: Named, inner: Named): boolean {
  return inner.key !== null && inner.key !== outer.key && inner.severity !== null && outer.severity === null;
}

function severityOfSection(text: string): Severity | null {
  const plain = text
    .toLowerCase()
    .replace(/\(.*?\)|[[\]]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  if (/^gas\b.{0,30}$/.test(plain)) return "info";
  if (/^(?:low|qa)\b.*non[- ]?critical/.test(plain)) return "low";
  return severityOf(plain);
}

/** A row of a table on a page without marks: key, title, severity and maybe a status on one line. */
function pageRow(heading: Heading, named: Named): TableRow | null {
  const found =
    /^(.{3,}?)\s+(critical|high|medium|moderate|low|informational|info|gas)(?:\s+(?:risk|severity))?(?:\s+((?:partially\s+)?\p{L}+(?:\s\p{L}+)?))?$/iu.exec(
      named.title,
    );
  if (found === null) return null;
  const [, title = "", severity = "", status] = found;
  if (status !== undefined && stateOf(status) === null) return null;
  return {
    line: heading.line,
    key: named.key,
    title,
    severity,
    status: status ?? null,
    place: null,
    description: null,
  };
}

/** Rows of a table, those without a severity of their own by the section that the table stands in. */
function rated({ headings }: Outline, table: Table | undefined): TableRow[] {
  if (table === undefined) return [];
  const above = headings[lastBefore(headings, table.line)];
  const section = above === undefined ? null : severityOfSection(above.text);
  return findingsIn(table).map((row) =>
    row.severity === null && section !== null ? { ...row, severity: section } : row,
  );
}

function lastBefore(headings: readonly Heading[], line: number): number {
  let [low, high] = [0, headings.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((headings[middle]?.line ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Sections with what tables say of them, and findings that only a table names; of two writings the longer one. */
function merged(sections: readonly PastEntry[], rows: readonly TableRow[]): PastEntry[] {
  const entries: PastEntry[] = [];
  const byKey = new Map<string, number>();
  const byTitle = new Map<string, number>();
  const put = (entry: PastEntry, at: number): void => {
    entries[at] = entry;
    if (entry.key !== null && !byKey.has(entry.key)) byKey.set(entry.key, at);
    const title = titleKey(entry.title);
    if (title !== "" && !byTitle.has(title)) byTitle.set(title, at);
  };
  const find = ({ key, title }: PastEntry): number | undefined => {
    const same = key === null ? undefined : byKey.get(key);
    if (same !== undefined) return same;
    const at = byTitle.get(titleKey(title));
    // One title under two numbers is two findings.
    return at === undefined || (key !== null && entries[at]?.key != null) ? undefined : at;
  };
  for (const section of sections) {
    const at = find(section);
    const known = at === undefined ? undefined : entries[at];
    if (at === undefined || known === undefined || isOther(known, section)) put(section, entries.length);
    else if (known.description.length >= section.description.length) put(filled(known, section), at);
    else put(filled(section, known), at);
  }
  for (const row of rows) {
    const entry = fromRow(row);
    const at = find(entry);
    const known = at === undefined ? undefined : entries[at];
    if (at === undefined || known === undefined) put(entry, entries.length);
    else put(filled(known, entry), at);
  }
  return entries.sort((a, b) => a.at - b.at);
}

/** One number over two texts with different titles: both stay. */
function isOther(a: PastEntry, b: PastEntry): boolean {
  return titleKey(a.title) !== titleKey(b.title) && a.description !== "" && b.description !== "";
}

function filled(entry: PastEntry, other: PastEntry): PastEntry {
  return {
    ...entry,
    key: entry.key ?? other.key,
    severity: entry.severity ?? other.severity,
    severityWords: entry.severityWords ?? other.severityWords,
    state:
      entry.stateWords === null && other.stateWords !== null
        ? (other.state ?? entry.state)
        : (entry.state ?? other.state),
    stateWords: entry.stateWords ?? other.stateWords,
    response: entry.response ?? other.response,
    fix: entry.fix ?? other.fix,
    hints: entry.hints.length > 0 ? entry.hints : other.hints,
  };
}

function fromRow({ line, key, title, severity, status, place, description }: TableRow): PastEntry {
  const fix = status === null ? null : /\b[0-9a-f]{7,40}\b/.exec(status)?.[0];
  return {
    ...blankEntry(cut(title, PAST_LIMITS.title), line + 1),
    key,
    description: description === null ? "" : cut(description, PAST_LIMITS.description),
    severity: severity === null ? readName(`[${key ?? ""}] x`).severity : severityOf(severity),
    severityWords: severity === null ? null : cut(severity, 80),
    state: status === null ? null : stateOf(status),
    stateWords: status === null || /^\W*$/.test(status) ? null : cut(status, 80),
    fix: fix !== undefined && fix !== null && /\d/.test(fix) ? fix : null,
    hints: hintsIn([place ?? "", title, description ?? ""]),
  };
}

/** Numbers alone make no findings: a document that never speaks of severity or status numbers something else. */
function believable(entries: readonly PastEntry[], text: string): PastEntry[] {
  if (entries.some(({ severity, state }) => severity !== null || state !== null)) return [...entries];
  return /\b(?:audit|finding|vulnerabilit|severity)/i.test(text.slice(0, 200_000)) ? [...entries] : [];
}
