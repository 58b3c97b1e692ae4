import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

/** Warnings, and those that are ignored. */
export async function count(stream: Readable): Promise<number> {
  return countJson(stream, { record: "warnings.[]" }, { record: "ignored_warnings.[]" });
}
