import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

/** Lines of Yarn 1 that are advisories, trees of Yarn 4, entries of `advisories` of Yarn 2 and 3. */
export async function count(stream: Readable): Promise<number> {
  return countJson(
    stream,
    {
      record: "$",
      weigh: (line) =>
        line.first("type") === "auditAdvisory" || (line.times("children") > 0 && line.times("value") > 0) ? 1 : 0,
    },
    { record: "advisories.*" },
  );
}
