import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

/** Places of all queries. */
export async function count(stream: Readable): Promise<number> {
  return countJson(stream, { record: "queries.[].files.[]" });
}
