import type { Readable } from "node:stream";
import { countXml } from "../../counting/xml.ts";

/** Issues. */
export async function count(stream: Readable): Promise<number> {
  return countXml(stream, { record: "issues.issue" });
}
