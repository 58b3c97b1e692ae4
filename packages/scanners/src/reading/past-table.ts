import { createHash } from "node:crypto";
import {
  entryOfRow,
  PAST_LIMITS,
  type PastColumn,
  type PastDocument,
  type PastEntry,
  type PastMapping,
  proposeMapping,
} from "@redoubt/domain/finding";
import type { PastContext } from "../contract.ts";
import { clip } from "./finding.ts";
import { ReportError } from "./report-error.ts";

const MOST_COLUMNS = 500;
const HEADER_WITHIN = 15;

/** Rows of a table as a document: the header is found, the columns mapped as remembered or as proposed. */
export function documentOfRows(
  rows: readonly (readonly string[])[],
  context: PastContext,
  title: string | null,
): PastDocument {
  const at = headerRow(rows);
  const header = (rows[at] ?? []).slice(0, MOST_COLUMNS);
  if (at < 0) throw new ReportError("wrong-format", "the table has no header: its first row must name the columns");
  const body = rows.slice(at + 1);
  const signature = signatureOf(header);
  const remembered = Object.hasOwn(context.mappings, signature) ? context.mappings[signature] : undefined;
  const mapping = within(context.mapping ?? remembered ?? proposeMapping(header), header.length);
  const entries: PastEntry[] = [];
  let untitled = 0;
  let beyond = 0;
  for (const [index, cells] of body.entries()) {
    if (cells.every((cell) => cell.trim() === "")) continue;
    const entry = entryOfRow(cells, mapping, at + index + 2);
    if (entry === null) untitled += 1;
    else if (entries.length < PAST_LIMITS.entries) entries.push(entry);
    else beyond += 1;
  }
  const notices = [
    ...(mapping.title === undefined ? ["No column holds the title: choose one."] : []),
    ...(untitled > 0 && mapping.title !== undefined ? [`${untitled} rows without a title were left out.`] : []),
    ...(beyond > 0 ? [`${beyond} findings beyond the limit of ${PAST_LIMITS.entries} were left out.`] : []),
  ];
  return {
    kind: "table",
    head: { title: title === null ? null : clip(title, 300), firm: null, date: null, commit: null, repository: null },
    entries,
    notices,
    columns: header.map((name, column) => columnOf(name, column, body)),
    mapping,
    signature,
  };
}

/** The first row that names columns; with several rows on top, the one whose names are known best. */
function headerRow(rows: readonly (readonly string[])[]): number {
  let best = -1;
  let most = 0;
  for (const [index, cells] of rows.slice(0, HEADER_WITHIN).entries()) {
    const filled = cells.filter((cell) => cell.trim() !== "").length;
    if (filled < 2) continue;
    const known = Object.keys(proposeMapping(cells)).length;
    if (best < 0 || known > most) {
      best = index;
      most = known;
    }
    if (known >= 2) break;
  }
  return best;
}

function columnOf(name: string, column: number, body: readonly (readonly string[])[]): PastColumn {
  const samples: string[] = [];
  for (const cells of body.slice(0, 200)) {
    const cell = (cells[column] ?? "").trim();
    if (cell !== "" && !samples.includes(clip(cell, 200))) samples.push(clip(cell, 200));
    if (samples.length === 3) break;
  }
  const plain = clip(name.trim(), 200);
  return { name: plain === "" ? `Column ${column + 1}` : plain, samples };
}

/** The same for headers that differ in case and spaces alone. */
function signatureOf(header: readonly string[]): string {
  const names = header.map((name) => name.trim().toLowerCase().replace(/\s+/g, " "));
  return createHash("sha256")
    .update(JSON.stringify(["past-table", 1, names]))
    .digest("hex");
}

function within(mapping: PastMapping, columns: number): PastMapping {
  return Object.fromEntries(Object.entries(mapping).filter(([, column]) => column !== undefined && column < columns));
}
