import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

/** Advisories of all packages of all sources. */
export async function count(stream: Readable): Promise<number> {
  return countJson(stream, { record: "results.[].packages.[].vulnerabilities.[]" });
}
