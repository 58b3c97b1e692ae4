import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";
import { countRows, firstSign } from "../../counting/lines.ts";

/** Elements of `findings`, or rows behind the header. */
export async function count(stream: Readable): Promise<number> {
  const { sign, stream: whole } = await firstSign(stream);
  return sign === "{" ? countJson(whole, { record: "findings.[]" }) : countRows(whole);
}
