import { REPORT_LIMITS } from "@redoubt/domain/finding";
import type { Readable } from "node:stream";
import { TextDecoder } from "node:util";
import { utf8Bytes } from "./encoding.ts";
import { ReportError } from "./report-error.ts";

const MAX_CELL = 1024 * 1024;
const MAX_COLUMNS = 500;

/**
 * Rows of a CSV text (RFC 4180; the separator is the header's: comma, semicolon or tab) by the names of its header,
 * in small letters without signs between. Empty lines are left out. Throws
 * `ReportError`, also when the header lacks the column that is `needed`.
 */
export async function* readCsv(stream: Readable, needed: string): AsyncGenerator<ReadonlyMap<string, string>> {
  let names: string[] | undefined;
  for await (const cells of csvRows(stream)) {
    if (cells.every((cell) => cell.trim() === "")) continue;
    if (names === undefined) {
      names = cells.map(columnName);
      if (!names.includes(needed)) throw new ReportError("wrong-format", `the table has no column named ${needed}`);
    } else {
      const header = names;
      yield new Map(cells.flatMap((cell, at) => (header[at] ? [[header[at], cell.trim()] as const] : [])));
    }
  }
  if (names === undefined) throw new ReportError("truncated", "the table has no header");
}

/** `CVSS v3 Score` and `cvssv3_score` are the same column. */
export function columnName(header: string): string {
  return header.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** The rows of a CSV text as they stand, header and empty lines with them. Throws `ReportError`. */
export async function* csvRows(stream: Readable): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  let separator: string | undefined;
  let head = "";
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  let wasQuote = false;
  const read = function* (text: string): Generator<string[]> {
    for (const sign of text) {
      if (quoted) {
        if (!wasQuote && sign === '"') wasQuote = true;
        else if (wasQuote && sign === '"') {
          cell += '"';
          wasQuote = false;
        } else if (wasQuote) {
          quoted = false;
          wasQuote = false;
        } else cell += sign;
        if (quoted) {
          if (cell.length > MAX_CELL) tooLong();
          continue;
        }
      }
      if (sign === '"' && cell === "") quoted = true;
      else if (sign === separator) {
        row.push(cell);
        cell = "";
        if (row.length > MAX_COLUMNS)
          throw new ReportError("too-many-values", `a row has more than ${MAX_COLUMNS} cells`);
      } else if (sign === "\n") {
        row.push(cell);
        yield row;
        row = [];
        cell = "";
      } else if (sign !== "\r") {
        cell += sign;
        if (cell.length > MAX_CELL) tooLong();
      }
    }
  };
  for await (const bytes of utf8Bytes(stream, REPORT_LIMITS.maxBytes)) {
    const text = decoder.decode(bytes, { stream: true });
    if (separator === undefined) {
      head += text;
      if (!head.includes("\n") && head.length < MAX_CELL) continue;
      separator = separatorOf(head);
      yield* read(head);
    } else yield* read(text);
  }
  if (separator === undefined) {
    separator = separatorOf(head);
    yield* read(head);
  }
  if (quoted && !wasQuote) throw new ReportError("truncated", "the report ends inside of quotes");
  if (cell !== "" || row.length > 0) yield [...row, cell];
}

function separatorOf(head: string): string {
  const line = head.split("\n", 1)[0] ?? "";
  const times = (sign: string) => line.split(sign).length;
  return [",", ";", "\t"].reduce((best, sign) => (times(sign) > times(best) ? sign : best));
}

function tooLong(): never {
  throw new ReportError("string-too-long", `a cell is longer than ${MAX_CELL} characters`);
}
