import { cut, type PastHead } from "./document.ts";
import { plainText } from "./keys.ts";
import type { Outline } from "./lines.ts";
import { tablesOf } from "./table.ts";
import { datesIn } from "./words.ts";

const MOST_LINES = 400;

type Field = "firm" | "date" | "commit";
const FIELDS: readonly (readonly [Field, RegExp])[] = [
  [
    "firm",
    /^(?:prepared by|auditors?|audited by|audit(?:ing)? (?:firm|company|team)|security (?:firm|researchers?|reviewers?|team)|reviewed by|reviewers?|conducted by|performed by|firm|company|lead (?:auditor|security researcher)s?|assessor|author|authors)$/,
  ],
  [
    "date",
    /^(?:date|report date|date of (?:the )?report|date of engagement|engagement dates?|audit duration|duration|published|publication date|delivered|delivery date|final report|date delivered|audit (?:dates?|period|timeline)|timeline|review period|released|last updated|final version|issued)$/,
  ],
  [
    "commit",
    /^(?:commit|commits|commit hash(?:es)?|commit id|review commit(?: hash)?|reviewed commit|audited commit|audit commit|initial commit|commit under review|commit reviewed|revision|git commit|hash|base commit|start commit|version)$/,
  ],
];

/** Who made the report, when, and about which code: from what stands in front of the first finding. */
export function headOf(outline: Outline, firstFinding: number): PastHead {
  const { lines, headings, code } = outline;
  const end = Math.min(lines.length, Math.max(firstFinding, 1), MOST_LINES);
  const found: Record<Field, string[]> = { firm: [], date: [], commit: [] };
  const note = (name: string, value: string): void => {
    const plain = name.toLowerCase().replace(/[*_:]/g, "").trim();
    const field = FIELDS.find(([, words]) => words.test(plain))?.[0];
    if (field !== undefined && plainText(value) !== "") found[field].push(value);
  };
  for (let at = 0; at < end; at += 1) {
    if (code[at] === true) continue;
    const [, name = "", value = ""] =
      /^[\s>*+_•-]*([A-Za-z][A-Za-z ]{2,40})[*_\s]*[:：][*_\s]*(.+)$/.exec((lines[at] ?? "").slice(0, 500)) ?? [];
    note(name, value);
  }
  for (const table of tablesOf(outline).filter(({ line }) => line < end)) {
    // A log of commits, oldest first.
    if (table.header.length > 2) {
      for (const [column, name] of table.header.entries()) note(plainText(name), table.rows[0]?.cells[column] ?? "");
    }
    for (const cells of [table.header, ...table.rows.map((row) => row.cells)]) {
      if (cells.length === 2) note(plainText(cells[0] ?? ""), cells[1] ?? "");
    }
  }
  for (const heading of headings.filter(({ line }) => line < end)) {
    const below = lines.slice(heading.body, heading.body + 4).find((line) => line.trim() !== "");
    if (below !== undefined) note(heading.text, below);
  }
  const top = lines.slice(0, end).join("\n");
  const title = titleOf(outline, end);
  return {
    title,
    firm: firmIn(found.firm, title, top) ?? verifierIn(lines),
    date: dateIn(found.date, lines.slice(0, Math.min(end, 120))),
    commit: commitIn(found.commit, top),
    repository: repositoryIn(top),
  };
}

function titleOf({ lines, headings, markdown }: Outline, end: number): string | null {
  const heading = headings.find(({ line, text }) => line < end && !/^(?:table of )?contents$/i.test(text));
  const named = /^title:\s*["']?(.+?)["']?$/i.exec(lines.slice(0, 20).find((line) => /^title:/i.test(line)) ?? "")?.[1];
  const first = lines.slice(0, end).find((line) => /[\p{L}]{3}/u.test(line) && line.trim() !== "---");
  const text = named ?? (markdown ? heading?.text : undefined) ?? first;
  const plain = text === undefined ? "" : plainText(text.replace(/^#+\s*/, ""));
  return plain === "" ? null : cut(plain, 300);
}

function firmIn(values: readonly string[], title: string | null, top: string): string | null {
  const named = values
    .map((value) =>
      plainText(value)
        .replace(/\s*\(?https?:\S*$/, "")
        .trim(),
    )
    .find((value) => /\p{L}{2}/u.test(value));
  const by =
    /\b(?:[Aa]udit|[Rr]eview|[Aa]ssessment|[Rr]eport)\s+by\s+((?:\p{Lu}[\p{L}\p{N}&.-]*\s?){1,4})/u.exec(
      `${title ?? ""}\n${top.slice(0, 20_000)}`,
    )?.[1] ??
    /\b(?:[Pp]repared|[Aa]udited|[Rr]eviewed|[Cc]onducted|[Pp]erformed|done)\s+by\s+((?:\p{Lu}[\p{L}\p{N}&.-]*[ ]?){1,4})/u.exec(
      top.slice(0, 20_000),
    )?.[1];
  const firm = (named ?? by ?? "").replace(/[\s.,;]+$/, "");
  return firm === "" ? null : cut(firm, 200);
}

/** Who says of most fixes that they were verified. */
function verifierIn(lines: readonly string[]): string | null {
  const times = new Map<string, number>();
  for (const line of lines) {
    const name = /^\s*(?:\*\*)?([\p{L}\p{N}][\p{L}\p{N} .&-]{1,40}):(?:\*\*)?\s*Verified\b/u.exec(
      line.slice(0, 100),
    )?.[1];
    if (name !== undefined) times.set(name, (times.get(name) ?? 0) + 1);
  }
  return [...times].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** The last date of what is called a date, which ends a period; else the first one near the top. */
function dateIn(values: readonly string[], top: readonly string[]): string | null {
  for (const value of values) {
    const last = datesIn(value).at(-1);
    if (last !== undefined) return last;
  }
  return top.map((line) => datesIn(line).at(-1)).find((date) => date !== undefined) ?? null;
}

function commitIn(values: readonly string[], top: string): string | null {
  for (const value of values) {
    const commit = /\b([0-9a-f]{7,40})\b/i.exec(value)?.[1];
    if (commit !== undefined && /\d/.test(commit)) return commit.toLowerCase();
  }
  const head = top.slice(0, 50_000);
  const linked = /\/(?:tree|commits?|blob)\/([0-9a-f]{7,40})\b/i.exec(head)?.[1];
  const said = /\bcommit(?:\s+(?:hash|id))?\s*[:#]?\s*[[(`]*([0-9a-f]{7,40})\b/i.exec(head)?.[1];
  return (linked ?? said)?.toLowerCase() ?? null;
}

function repositoryIn(top: string): string | null {
  const [url] =
    /\bhttps:\/\/(?:github|gitlab|bitbucket)\.[a-z]{2,6}\/[\w.-]{1,80}\/[\w.-]{1,100}/.exec(top.slice(0, 50_000)) ?? [];
  return url === undefined ? null : url.replace(/\.git$|\.$/, "");
}
