import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

/** Failed and skipped checks, of one framework or of a list of them. */
export async function count(stream: Readable): Promise<number> {
  const lists = ["failed_checks", "skipped_checks"].flatMap((each) => [`results.${each}.[]`, `[].results.${each}.[]`]);
  return countJson(stream, ...lists.map((record) => ({ record })));
}
