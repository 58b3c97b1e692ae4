import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";
import { countLines, firstSign } from "../../counting/lines.ts";

/** Tests whose status is not `passed`. */
export async function count(stream: Readable): Promise<number> {
  const { sign, stream: whole } = await firstSign(stream);
  if (sign === "{") {
    return countJson(whole, { record: "tests.[]", weigh: (test) => (test.first("status") === "passed" ? 0 : 1) });
  }
  return countLines(whole, (line) =>
    /^[^\s:][^:]*:\s*(?:failed|fuzzing|shrinking|could not evaluate|error)\b/i.test(line),
  );
}
