import { blankEntry, cut, PAST_LIMITS, type PastEntry } from "./document.ts";
import { hintsIn } from "./hints.ts";
import { type Named, plainText } from "./keys.ts";
import type { Outline } from "./lines.ts";
import { fieldsIn, type Table } from "./table.ts";
import { severityAtStart, stateOf, stateOfAnswer } from "./words.ts";

type Label = "severity" | "status" | "answer" | "advice" | "place" | "key" | "text" | "aside";

const LABELS: readonly (readonly [Label, RegExp])[] = [
  [
    "severity",
    /^(?:severity|severity level|severity rating|risk|risk level|risk rating|overall (?:risk|severity)|criticality)$/,
  ],
  ["status", /^(?:status|state|fix status|resolution status|remediation status|current status|issue status)$/],
  [
    "answer",
    /^(?:resolution|update|updates|remediation plan|response|(?:client|team|developer|developers|project|customer|protocol|dev|dev team|sponsor|vendor)(?:['’]s)? (?:response|comment|comments|action|reply|update)|mitigation review|fix|fixes|fix review|fix comment|fixed in|retest|retest results?|re-?audit|acknowledg(?:e)?ment|comments? from .*|comment|alleviation|discussion|remediation comment|verification)$/,
  ],
  [
    "advice",
    /^(?:recommendations?|recommended (?:mitigations?|mitigation steps?|fix|solution|actions?)|mitigations?|mitigation steps?|suggestions?|suggested (?:fix|solution|mitigation)|remediation|remediation steps|how to fix|solution|fix recommendation|short term|long term)$/,
  ],
  [
    "place",
    /^(?:context|locations?|targets?|files?|file\(s\)(?: affected)?|affected (?:files?|contracts?|code|functions?|lines?|components?|assets?)|files? affected|code (?:location|snippet|reference|references)|contracts?|lines? of code|links? to affected code|functions?|path|relevant (?:links?|github links?|code)|github links?|instances?)$/,
  ],
  ["key", /^(?:id|finding id|issue id|reference|identifier)$/],
  [
    "aside",
    /^(?:found by|submitted by|reported by|finders?|tools? used|assessed type|author|authors|discovered by|watchers?|difficulty)$/,
  ],
  [
    "text",
    /^(?:descriptions?|summary|details?|vulnerability details?|issue|issue description|explanation|impact|impacts|likelihood|proof of concepts?|poc|exploit scenario|attack scenario|root cause|overview|background|type|category|(?:internal|external) pre-conditions|attack path|example|examples|technical details|test case|references?|notes?|finding|vulnerability detail)$/,
  ],
];

/** The kind of part that a label begins; null for words that are no label. */
export function labelOf(words: string): Label | null {
  const plain = words
    .toLowerCase()
    .replace(/[*_`:]/g, "")
    .replace(/\s+/g, " ")
    .trim();
  return plain.length > 60 ? null : (LABELS.find(([, fits]) => fits.test(plain))?.[0] ?? null);
}

interface Part {
  readonly label: Label;
  readonly name: string | null;
  readonly lines: string[];
}

/** What the heading of an entry and its surroundings say of it. */
export interface EntryFrame {
  readonly named: Named;
  /** Of the section that it stands in. */
  readonly severity: PastEntry["severity"];
  /** Its heading's line; its body is `[from, to)`. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
  /** Tables in its body. */
  readonly tables: readonly Table[];
}

/** Reads one finding's section. */
export function readEntry({ lines, code, headings, markdown }: Outline, frame: EntryFrame): PastEntry {
  const { named, from, to } = frame;
  const headingAt = new Map(inRange(headings, from, to).map((each) => [each.line, each]));
  const parts: Part[] = [{ label: "text", name: null, lines: [] }];
  const begin = (label: Label, name: string | null, rest: string): void => {
    parts.push({ label, name, lines: rest === "" ? [] : [rest] });
  };
  const tables = frame.tables.map((table) => ({ table, fields: fieldsIn(table).filter(([name]) => isField(name)) }));
  const skipped = new Map(
    tables.filter(({ fields }) => fields.length > 0).map(({ table }) => [table.line, table.last]),
  );
  for (let at = from; at < to; at += 1) {
    const line = lines[at] ?? "";
    const heading = headingAt.get(at);
    const inner = heading === undefined ? null : labelOf(heading.text);
    const last = skipped.get(at);
    if (last !== undefined) at = last;
    else if (heading !== undefined && inner !== null) {
      begin(inner, heading.text, "");
      at = heading.body - 1;
    } else {
      const field = code[at] === true ? null : inlineField(line, markdown);
      if (field === null) {
        if (!/^\\(?:clearpage|newpage|pagebreak)$/.test(line)) parts.at(-1)?.lines.push(line);
      } else begin(field.label, field.name, field.rest);
      // One line says it: what follows is the finding's text again.
      if (field !== null && field.rest !== "" && ONE_LINE.has(field.label)) begin("text", null, "");
    }
  }
  return assemble(
    frame,
    named,
    parts,
    tables.flatMap(({ fields }) => fields),
  );
}

const ONE_LINE: ReadonlySet<Label> = new Set(["severity", "status", "key", "aside"]);

function isField(name: string): boolean {
  const label = labelOf(name);
  return label !== null && label !== "text" && label !== "aside";
}

/** Headings of a range of lines, found by halving. */
function inRange(headings: Outline["headings"], from: number, to: number): Outline["headings"] {
  const first = (line: number): number => {
    let [low, high] = [0, headings.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((headings[middle]?.line ?? 0) < line) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return headings.slice(first(from), first(to));
}

const FIELD =
  /^\s{0,6}(?:[-*+•]\s+)?(?:>\s*)?((?:\*{2,3}|__)?)\s*([\p{L}][\p{L}\p{N} ()/'’&.,-]{0,60}?)\s*(?:\([^()]{0,40}\))?\s*((?:\*\*|__)?)\s*([:：])\s*((?:\*\*|__)?)\s*(.*)$/u;
const BOLD_ALONE = /^\s{0,3}(?:\*\*|__)([^*_]{2,60})(?:\*\*|__)\s*$/;
/** \`**alice (Acme) acknowledged**\`, as contests write a sponsor's answer. */
/** \`_Resolved_\` on a line of its own. */
const EMPHASIS = /^\s{0,3}[_*]{1,3}([\p{L} '’-]{3,30})[_*]{1,3}\s*$/u;
const SPONSOR = /^\s{0,3}\*\*\[?[^*\n]{2,80}\)\s+((?:confirmed|acknowledged|disputed|mitigated)\b[^*\n]{0,200})/i;

function inlineField(line: string, markdown: boolean): { label: Label; name: string; rest: string } | null {
  if (line.length > 4000) return null;
  if (!markdown && /^\s{0,4}\p{Lu}[\p{L} ()/-]{1,40}$/u.test(line)) {
    const label = labelOf(line);
    if (label !== null) return { label, name: line.trim(), rest: "" };
  }
  const sponsor = SPONSOR.exec(line);
  if (sponsor !== null) return { label: "answer", name: "Sponsor", rest: line.trim() };
  const mark = EMPHASIS.exec(line)?.[1];
  if (mark !== undefined && labelOf(mark) === null && stateOf(mark) !== null) {
    return { label: "status", name: "Status", rest: mark };
  }
  const alone = BOLD_ALONE.exec(line)?.[1];
  if (alone !== undefined) {
    const label = labelOf(alone);
    return label === null ? null : { label, name: alone.replace(/:$/, ""), rest: "" };
  }
  const [, before = "", name = "", , , after = "", rest = ""] = FIELD.exec(line) ?? [];
  if (name === "") return null;
  const label = labelOf(name);
  const bold = before !== "";
  // A sentence may begin with such a word: without bold only the short fields and answers are believed.
  if (label !== null && (bold || label !== "text" || rest === "" || (!markdown && /^\p{Lu}/u.test(name)))) {
    return { label, name, rest: rest.replace(after === "" && bold ? /^(?:\*\*|__)\s*/ : /^$/, "") };
  }
  // `Acme: Fixed in commit …`: a party's name before what it did.
  const answers = label === null && name.split(" ").length <= 5 && stateOfAnswer(plainText(rest)) !== null;
  return answers ? { label: "answer", name, rest } : null;
}

function assemble(
  frame: EntryFrame,
  named: Named,
  parts: readonly Part[],
  cells: readonly (readonly [name: string, value: string])[],
): PastEntry {
  const fields = [...parts.map((part) => [part.label, text(part)] as const), ...cells.map(labelled)];
  const first = (label: Label, fits: (value: string) => boolean = (value) => value !== ""): string | null =>
    fields.find(([each, value]) => each === label && fits(plainText(value)))?.[1] ?? null;
  const severityField = first("severity", (value) => severityAtStart(value) !== null);
  const severityWords = severityField === null ? null : plainText(firstLine(severityField).split(/\s{2,}/, 1)[0] ?? "");
  const answers = parts.filter((part) => isAnswer(part)).map(text);
  const status = first("status", (value) => stateOf(value) !== null);
  const stateWords = status === null ? named.status : plainText(firstLine(status).split(/\s{2,}/, 1)[0] ?? "");
  const body = parts.filter((part) => !isAnswer(part) && (part.label === "text" || part.label === "place"));
  const advice = parts.filter((part) => part.label === "advice" && !isAnswer(part));
  const places = fields.filter(([label]) => label === "place").map(([, value]) => value);
  const description = body
    .map(paragraph)
    .filter((part) => part !== "")
    .join("\n\n");
  const response = answers.filter((answer) => answer !== "").join("\n\n");
  const key = named.key ?? plainKey(first("key"));
  return {
    ...blankEntry(named.title === "" ? (key ?? "Untitled") : named.title, frame.line + 1),
    key,
    description: cut(description, PAST_LIMITS.description),
    advice: advice.length === 0 ? null : cut(advice.map(text).join("\n\n"), PAST_LIMITS.advice) || null,
    severity: (severityWords === null ? null : severityAtStart(severityWords)) ?? named.severity ?? frame.severity,
    severityWords: severityWords === null ? null : cut(severityWords, 80),
    state: (stateWords === null ? null : stateOf(stateWords)) ?? stateFrom(answers),
    stateWords: stateWords === null ? null : cut(stateWords, 80),
    response: response === "" ? null : cut(response, PAST_LIMITS.response),
    fix: fixIn([status ?? "", ...answers]),
    hints: hintsIn([...places, named.title, description, ...advice.map(text)]),
    cwe: [...new Set(description.match(/\bCWE-\d{1,5}\b/g) ?? [])].slice(0, 20),
    tags: key !== null && /^G(?:AS)?-?\d/.test(key) ? ["gas"] : [],
  };
}

/** A remediation is advice in some reports, and what was done in others: its first words tell. */
function isAnswer(part: Part): boolean {
  if (part.label === "answer") return true;
  return (
    part.label === "advice" &&
    /^(?:remediation|mitigation)/i.test(part.name ?? "") &&
    stateOfAnswer(plainText(text(part))) !== null
  );
}

/** Later answers overrule earlier ones; that a firm has looked at the fix says no more than that there is one. */
function stateFrom(answers: readonly string[]): PastEntry["state"] {
  let state: PastEntry["state"] = null;
  for (const paragraph of answers.flatMap((answer) => answer.split(/\n\s*\n/, 200))) {
    // What is quoted was said by somebody else before.
    if (paragraph.startsWith(">")) continue;
    const plain = SPONSOR.exec(paragraph)?.[1] ?? plainText(paragraph.replace(/^\[[^\]\n]{2,60}\]\s*:/, ""));
    const next = stateOfAnswer(plain);
    if (next === null || (/^[^a-z]*verified/i.test(plain) && state !== null)) continue;
    state = next;
  }
  return state;
}

/** The commit or pull request that a text names as the fix. */
export function fixIn(texts: readonly string[]): string | null {
  for (const answer of texts) {
    const head = answer.slice(0, 4000);
    const commit =
      /\/commits?\/([0-9a-f]{7,40})\b/i.exec(head)?.[1] ??
      /\bcommit(?:\s+(?:hash|id))?\s*[:#]?\s*[[(`]*([0-9a-f]{7,40})\b/i.exec(head)?.[1] ??
      /\b([0-9a-f]{40})\b/.exec(head)?.[1];
    if (commit !== undefined) return commit.toLowerCase();
    const request =
      /\/(?:pull|merge_requests)\/(\d{1,7})\b/.exec(head)?.[1] ??
      /\b(?:PR|pull request|merge request|MR)\s*[:[(]*\s*[#!]?(\d{1,7})\b/i.exec(head)?.[1];
    if (request !== undefined) return `PR ${request}`;
    const short = /\bin\s+[[(`]*([0-9a-f]{7,40})\b/i.exec(head)?.[1];
    if (short !== undefined && /\d/.test(short)) return short.toLowerCase();
  }
  return null;
}

function labelled([name, value]: readonly [string, string]): readonly [Label, string] {
  return [labelOf(name) ?? "aside", value];
}

function plainKey(value: string | null): string | null {
  const plain = value === null ? "" : plainText(firstLine(value));
  return /^[\w#.-]{1,40}$/.test(plain) && /\d/.test(plain) ? plain : null;
}

function text({ lines }: Part): string {
  return lines
    .join("\n")
    .replace(/^(?:\s*\n)+|(?:\n\s*(?:-{3,}|\*{3,})?\s*)+$/g, "")
    .trimEnd();
}

function paragraph(part: Part): string {
  const plain = text(part);
  const plainName = part.name === null ? null : plainText(part.name).replace(/:$/, "");
  // The description needs no word that says so.
  if (plainName === null || /^(?:descriptions?|summary|details)$/i.test(plainName)) return plain;
  return plain === "" ? "" : `**${plainName}:** ${plain.includes("\n") ? "\n" : ""}${plain}`;
}

function firstLine(value: string): string {
  return value.trim().split("\n", 1)[0] ?? "";
}
