import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

/** Elements of `issues`, at the top or of each subject of a list. */
export async function count(stream: Readable): Promise<number> {
  return countJson(stream, { record: "issues.[]" }, { record: "[].issues.[]" });
}
