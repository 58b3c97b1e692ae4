import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

/** Entries of `advisories`. */
export async function count(stream: Readable): Promise<number> {
  return countJson(stream, { record: "advisories.*" });
}
