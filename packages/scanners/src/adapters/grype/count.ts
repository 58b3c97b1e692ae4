import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

/** Elements of `matches` and `ignoredMatches`. */
export async function count(stream: Readable): Promise<number> {
  return countJson(stream, { record: "matches.[]" }, { record: "ignoredMatches.[]" });
}
