import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";
import { firstSign } from "../../counting/lines.ts";

/** Elements of the list of findings. */
export async function count(stream: Readable): Promise<number> {
  const { sign, stream: whole } = await firstSign(stream);
  if (sign === "[") return countJson(whole, { record: "[]" });
  return countJson(whole, { record: "results.[]" }, { record: "findings.[]" });
}
