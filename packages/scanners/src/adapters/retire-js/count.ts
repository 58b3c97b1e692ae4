import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

/** Vulnerabilities of all components of all files, in both layouts. */
export async function count(stream: Readable): Promise<number> {
  const inside = "results.[].vulnerabilities.[]";
  return countJson(stream, { record: `data.[].${inside}` }, { record: `[].${inside}` });
}
