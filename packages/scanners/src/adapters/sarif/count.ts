import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

/** Elements of all lists of results. */
export async function count(stream: Readable): Promise<number> {
  return countJson(stream, { record: "runs.[].results.[]" });
}
