import { PAST_LIMITS } from "./document.ts";
import { keyOf, plainText, readName } from "./keys.ts";
import type { Outline } from "./lines.ts";
import { severityOf, stateOf } from "./words.ts";

/** A table of Markdown: cells as they are written. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  readonly line: number;
  /** Line of its last row. */
  readonly last: number;
}

/** A finding as a row of a table tells it; what the table has no column for is null. */
export interface TableRow {
  readonly line: number;
  readonly key: string | null;
  readonly title: string;
  readonly severity: string | null;
  readonly status: string | null;
  readonly place: string | null;
  readonly description: string | null;
}

type Role = "key" | "title" | "severity" | "status" | "place" | "description" | "count";

const ROLES: readonly (readonly [Role, RegExp])[] = [
  ["count", /^(?:count|total|amount|number of .*|quantity|issues found|found|# of .*)$/],
  ["key", /^(?:id|#|no|nr|number|ref|reference|key|code|(?:issue|finding|bug|vulnerability) ?(?:id|#|no|number))$/],
  [
    "severity",
    /^(?:severity|risk|risk level|risk rating|severity level|severity rating|level|criticality|rating|priority)$/,
  ],
  [
    "status",
    /^(?:status|state|resolution|fix status|fixed|remediation|remediation (?:date|status)|mitigation status|fix|resolution status|result|our action|action|team response|client response|response)$/,
  ],
  [
    "title",
    /^(?:title|name|finding|findings|issue|issues|vulnerability|vulnerabilities|security analysis|item|summary|issue title|finding title|bug|weakness|description|short description)$/,
  ],
  [
    "place",
    /^(?:location|locations|file|files|contract|contracts|target|component|path|affected (?:files?|contracts?|code)|function|functions|instances)$/,
  ],
  ["description", /^(?:details|detail|description|impact|comment|comments|notes?|explanation)$/],
];

/** Every table outside of code. */
export function tablesOf({ lines, code }: Outline): Table[] {
  const tables: Table[] = [];
  for (let at = 0; at + 1 < lines.length; at += 1) {
    if (code[at] === true || !isRow(lines[at]) || !isRuler(lines[at + 1])) continue;
    const rows: { line: number; cells: string[] }[] = [];
    let next = at + 2;
    for (; isRow(lines[next]) && code[next] === false; next += 1) {
      if (rows.length < PAST_LIMITS.entries) rows.push({ line: next, cells: cellsOf(lines[next] ?? "") });
    }
    tables.push({ header: cellsOf(lines[at] ?? ""), rows, line: at, last: next - 1 });
    at = next - 1;
  }
  return tables;
}

/** The findings that a table lists; empty for tables of something else, counts above all. */
export function findingsIn(table: Table): TableRow[] {
  const roles = rolesOf(table.header);
  const at = (role: Role): number => roles.indexOf(role);
  if (at("count") >= 0 || (at("title") < 0 && at("key") < 0)) return [];
  if (at("severity") < 0 && at("status") < 0 && at("key") < 0) return [];
  // What explains severities or states has the same columns: without numbers a description is no title.
  const explains = /^(?:short )?(?:description|summary)$/i.test(plainText(table.header[at("title")] ?? ""));
  if (explains && at("key") < 0) return [];
  return table.rows.flatMap(({ line, cells }): TableRow[] => {
    const cell = (role: Role): string | null => {
      const text = at(role) < 0 ? undefined : cells[at(role)];
      return text === undefined || plainText(text) === "" ? null : plainText(text);
    };
    const named = readName(cell("title") ?? "");
    const key = keyOf(cell("key") ?? "") ?? named.key;
    const [severity, status] = [cell("severity"), cell("status") ?? named.status];
    const rated = (severity !== null && severityOf(severity) !== null) || (status !== null && stateOf(status) !== null);
    // Something must say that it is a finding: a rating, a status, or a key that names a severity.
    if (named.title === "" && key === null) return [];
    if (!rated && readName(`[${key ?? ""}] x`).severity === null && at("severity") < 0) return [];
    if (!rated && key === null) return [];
    const title = named.title === "" ? (key ?? "") : named.title;
    return [{ line, key, title, severity, status, place: cell("place"), description: cell("description") }];
  });
}

/** Fields that a table holds beside or below their names, for the one finding that it stands in. */
export function fieldsIn(table: Table): (readonly [name: string, value: string])[] {
  const all = [table.header, ...table.rows.map(({ cells }) => cells)];
  if (all.every((cells) => cells.length === 2)) {
    return all.map(([name = "", value = ""]) => [plainText(name), plainText(value)] as const);
  }
  const [only, more] = table.rows;
  if (only === undefined || more !== undefined) return [];
  return table.header.map((name, column) => [plainText(name), plainText(only.cells[column] ?? "")] as const);
}

function rolesOf(header: readonly string[]): (Role | null)[] {
  const taken = new Set<Role>();
  const names = header.map((name) => plainText(name).toLowerCase().replace(/[:*]/g, "").trim());
  return names.map((name) => {
    const role = ROLES.find(([each, words]) => !taken.has(each) && words.test(name))?.[0] ?? null;
    if (role !== null) taken.add(role);
    return role;
  });
}

function isRow(line: string | undefined): boolean {
  return line !== undefined && line.includes("|") && line.trim().length > 1 && line.length < 20_000;
}

function isRuler(line: string | undefined): boolean {
  return (
    line !== undefined && line.length < 2000 && line.includes("-") && /^[\s|:-]+$/.test(line) && line.includes("|")
  );
}

/** Cells between pipes; those behind a backslash or inside of backticks are text. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let ticked = false;
  const text = line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === "\\" && text.charAt(at + 1) === "|") {
      cell += "|";
      at += 1;
    } else if (sign === "|" && !ticked) {
      cells.push(cell.trim());
      cell = "";
      if (cells.length >= 100) break;
    } else {
      if (sign === "`") ticked = !ticked;
      cell += sign;
    }
  }
  return [...cells, cell.trim()];
}
