import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

const PLACES = [
  "Results.[]",
  "Resources.[].Results.[]",
  "Findings.[].Results.[]",
  "Vulnerabilities.[].Results.[]",
  "Misconfigurations.[].Results.[]",
  "[]",
];
const LISTS = ["Vulnerabilities", "Misconfigurations", "Secrets", "Licenses", "ExperimentalModifiedFindings"];

/** Elements of the lists of all results. */
export async function count(stream: Readable): Promise<number> {
  return countJson(stream, ...PLACES.flatMap((place) => LISTS.map((list) => ({ record: `${place}.${list}.[]` }))));
}
