import type { Readable } from "node:stream";
import { type PastDocument, PAST_LIMITS, readPastText } from "@redoubt/domain/finding";
import { wholeText } from "../../reading/past-bytes.ts";
import { ReportError } from "../../reading/report-error.ts";

/** UTF-16 takes two bytes for a sign, some signs take four. */
const MOST_BYTES = PAST_LIMITS.textLength * 4;

/** Reads a report as text. Throws `ReportError` when nothing in it looks like a finding. */
export async function read(stream: Readable): Promise<PastDocument> {
  const document = readPastText(await wholeText(stream, MOST_BYTES));
  if (document.entries.length === 0) {
    throw new ReportError(
      "wrong-format",
      "no finding was recognised in it: a finding has a heading with its number or severity, or a row in a table",
    );
  }
  return document;
}
