import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

/** Elements of `results.detectors`. */
export async function count(stream: Readable): Promise<number> {
  return countJson(stream, { record: "results.detectors.[]" });
}
