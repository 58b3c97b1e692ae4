import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

/** Results but those that have passed, which are listed when it is asked for them. */
export async function count(stream: Readable): Promise<number> {
  return countJson(stream, {
    record: "results.[]",
    weigh: (result) => (result.some("status", "passed", "1") ? 0 : 1),
  });
}
