import type { Readable } from "node:stream";
import { PAST_LIMITS, type PastDocument } from "@redoubt/domain/finding";
import type { PastContext } from "../../contract.ts";
import { csvRows } from "../../reading/csv.ts";
import { documentOfRows } from "../../reading/past-table.ts";
import { ReportError } from "../../reading/report-error.ts";

/** Rows that are kept: empty ones and those beyond the limit are counted, not imported. */
const MOST_ROWS = PAST_LIMITS.entries * 4;

/** Reads a table of findings; every cell is text. Throws `ReportError`. */
export async function read(stream: Readable, context: PastContext): Promise<PastDocument> {
  const rows: string[][] = [];
  for await (const row of csvRows(stream)) {
    if (rows.length >= MOST_ROWS)
      throw new ReportError("too-many-values", `the table has more than ${MOST_ROWS} rows: split it`);
    rows.push(row);
  }
  return documentOfRows(rows, context, null);
}
