import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

/** Values with source metadata, one after the other or in a list, and elements of the older tools' lists. */
export async function count(stream: Readable): Promise<number> {
  const weigh = (leak: { times(path: string): number }) =>
    leak.times("SourceMetadata") + leak.times("rule") + leak.times("stringsFound") > 0 ? 1 : 0;
  return countJson(stream, { record: "$", weigh }, { record: "[]", weigh });
}
