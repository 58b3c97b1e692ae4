import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

/** Places of all issues; an issue that names none counts once. */
export async function count(stream: Readable): Promise<number> {
  const weigh = (issue: { times(path: string): number }) => Math.max(1, issue.times("instances.[]"));
  const groups = ["critical_issues", "high_issues", "medium_issues", "low_issues", "nc_issues"];
  return countJson(stream, ...groups.map((group) => ({ record: `${group}.issues.[]`, weigh })));
}
