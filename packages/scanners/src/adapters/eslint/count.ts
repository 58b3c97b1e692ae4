import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

/** Messages of all files, also suppressed ones, that name a rule. */
export async function count(stream: Readable): Promise<number> {
  const weigh = (message: { first(path: string): string | undefined }) => {
    const rule = message.first("ruleId")?.trim();
    return rule === undefined || rule === "" || rule === "null" ? 0 : 1;
  };
  return countJson(stream, { record: "[].messages.[]", weigh }, { record: "[].suppressedMessages.[]", weigh });
}
