import type { Readable } from "node:stream";
import { type PastDocument, PAST_LIMITS, proposeMapping } from "@redoubt/domain/finding";
import readWorkbook from "read-excel-file/node";
import type { PastContext } from "../../contract.ts";
import { wholeBytes } from "../../reading/past-bytes.ts";
import { documentOfRows } from "../../reading/past-table.ts";
import { ReportError } from "../../reading/report-error.ts";
import { checkWorkbook } from "./package.ts";

const MOST_BYTES = 32 * 1024 * 1024;
const MOST_ROWS = PAST_LIMITS.entries * 4;
const MOST_CELL = 100_000;

type Rows = readonly (readonly string[])[];

/** Reads the sheet that looks most like findings; every cell is text, formulas are their last result. Throws `ReportError`. */
export async function read(stream: Readable, context: PastContext): Promise<PastDocument> {
  const bytes = await wholeBytes(stream, MOST_BYTES);
  await checkWorkbook(bytes);
  const sheets = await openWorkbook(bytes);
  const read = sheets
    .map(({ sheet, data }) => ({ name: sheet, rows: textRows(data) }))
    .filter(({ rows }) => rows.length > 0);
  const best = read.toSorted((a, b) => likeness(b.rows) - likeness(a.rows))[0];
  if (best === undefined) throw new ReportError("wrong-format", "the workbook has no sheet with anything in it");
  const document = documentOfRows(best.rows, context, null);
  const others = read.filter((each) => each !== best).map(({ name }) => name);
  const notice = `Read from the sheet “${best.name}”; not from ${others.map((name) => `“${name}”`).join(", ")}.`;
  return { ...document, notices: [...(others.length === 0 ? [] : [notice.slice(0, 500)]), ...document.notices] };
}

async function openWorkbook(bytes: Buffer) {
  try {
    return await readWorkbook(bytes);
  } catch (error) {
    throw new ReportError(
      "wrong-format",
      `the workbook cannot be read: ${error instanceof Error ? error.message.slice(0, 200) : "unknown reason"}`,
    );
  }
}

function textRows(data: readonly (readonly unknown[])[]): Rows {
  if (data.length > MOST_ROWS)
    throw new ReportError("too-many-values", `a sheet has more than ${MOST_ROWS} rows: split it`);
  return data.map((row) => row.slice(0, 500).map(cellText));
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? "" : cell.toISOString().slice(0, 10);
  return typeof cell === "string" || typeof cell === "number" || typeof cell === "boolean"
    ? String(cell).slice(0, MOST_CELL)
    : "";
}

/** How many columns of a sheet have a known name, near its top. */
function likeness(rows: Rows): number {
  return Math.max(0, ...rows.slice(0, 15).map((cells) => Object.keys(proposeMapping(cells)).length));
}
