import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";
import { countLines, firstSign } from "../../counting/lines.ts";

/** Tests with an exit code other than 0; in text, lines that begin with a verdict other than PASS. */
export async function count(stream: Readable): Promise<number> {
  const { sign, stream: whole } = await firstSign(stream);
  if (sign !== "{") {
    return countLines(whole, (line) => {
      const word = /^(?:\u001b\[[0-9;]*m)*\[([A-Z]+)/.exec(line)?.[1];
      return (
        word !== undefined && ["FAIL", "TIMEOUT", "ERROR", "STUCK", "REVERT"].some((each) => word.startsWith(each))
      );
    });
  }
  return countJson(whole, { record: "test_results.*.[]", weigh: (test) => (test.first("exitcode") === "0" ? 0 : 1) });
}
