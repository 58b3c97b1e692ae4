import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

/** Elements of `results`. */
export async function count(stream: Readable): Promise<number> {
  return countJson(stream, { record: "results.[]" });
}
