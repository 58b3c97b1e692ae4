import type { Readable } from "node:stream";
import { countLines } from "../../counting/lines.ts";

/** Lines that begin, behind an arrow and colours, with `[FAILED]` and name a test. */
export async function count(stream: Readable): Promise<number> {
  return countLines(stream, (line) => {
    const at = line.indexOf("[FAILED]");
    return at >= 0 && at < 30 && line.includes(" Test: ");
  });
}
