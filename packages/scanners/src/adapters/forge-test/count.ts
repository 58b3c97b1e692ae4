import { Readable } from "node:stream";
import { textOf } from "../../counting/bytes.ts";
import { countJson } from "../../counting/json.ts";
import { firstSign } from "../../counting/lines.ts";
import { countXml } from "../../counting/xml.ts";

/** Tests whose status is `Failure`; in JUnit, cases that hold a failure or an error. */
export async function count(stream: Readable): Promise<number> {
  const { sign, stream: whole } = await firstSign(stream);
  if (sign === "<") {
    const failed = {
      record: "testsuites.testsuite.testcase",
      weigh: (test: { times(path: string): number }) => (test.times("failure") + test.times("error") > 0 ? 1 : 0),
    };
    return countXml(whole, failed);
  }
  return countJson(Readable.from(behindText(whole)), {
    record: "*.test_results.*",
    weigh: (test) => (test.first("status") === "Failure" ? 1 : 0),
  });
}

/** Leaves out what stands before the JSON. */
async function* behindText(stream: Readable): AsyncGenerator<Buffer> {
  let begun = false;
  let held = "";
  for await (const piece of textOf(stream)) {
    if (begun) {
      yield Buffer.from(piece);
      continue;
    }
    held += piece;
    const begin = held.startsWith("{") ? 0 : held.indexOf('\n{"') + 1;
    if (begin === 0 && !held.startsWith("{")) continue;
    begun = true;
    yield Buffer.from(held.slice(begin));
  }
}
