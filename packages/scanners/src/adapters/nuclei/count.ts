import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

/** Values with a template: one after the other, or in a list. */
export async function count(stream: Readable): Promise<number> {
  return countJson(stream, { record: "$", weigh: (result) => (result.times("info") > 0 ? 1 : 0) }, { record: "[]" });
}
