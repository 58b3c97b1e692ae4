import type { Readable } from "node:stream";
import { countFindings } from "../../counting/findings.ts";
import { textOf } from "../../counting/bytes.ts";

/** Findings of a report by a walk over its lines. */
export async function count(stream: Readable): Promise<number> {
  let text = "";
  for await (const piece of textOf(stream)) text += piece;
  return countFindings(text);
}
