import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

/** Elements of the list that name a rule. */
export async function count(stream: Readable): Promise<number> {
  return countJson(stream, {
    record: "[]",
    weigh: (message) => {
      const rule = message.first("ruleId");
      return rule === undefined ||
        rule === "" ||
        rule === "null" ||
        message.times("filePath") * message.times("message") === 0
        ? 0
        : 1;
    },
  });
}
