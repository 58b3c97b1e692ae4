import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

const LISTS = [
  "vulnerabilities.[]",
  "filtered.ignore.[]",
  "infrastructureAsCodeIssues.[]",
  "applications.[].vulnerabilities.[]",
  "applications.[].filtered.ignore.[]",
];

/** Elements of all lists, of one project or of a list of them. */
export async function count(stream: Readable): Promise<number> {
  return countJson(stream, ...LISTS.flatMap((list) => [{ record: list }, { record: `[].${list}` }]));
}
