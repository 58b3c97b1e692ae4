import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";
import type { Inside } from "../../counting/tally.ts";

const GONE = ["FIXED", "REMOVED"];

/** Issues and hotspots but those that are closed because they were fixed. */
export async function count(stream: Readable): Promise<number> {
  const weigh = (issue: Inside) =>
    issue.some("status", "CLOSED", ...GONE) || issue.some("issueStatus", ...GONE) || issue.some("resolution", ...GONE)
      ? 0
      : 1;
  return countJson(stream, { record: "issues.[]", weigh }, { record: "hotspots.[]", weigh });
}
