import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

/** Values that carry the code of a lint and are no error. */
export async function count(stream: Readable): Promise<number> {
  return countJson(stream, {
    record: "$",
    weigh: (line) => (line.first("level") !== "error" && (line.first("code.code") ?? "") !== "" ? 1 : 0),
  });
}
