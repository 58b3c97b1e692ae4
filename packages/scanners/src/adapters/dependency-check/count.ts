import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";
import { firstSign } from "../../counting/lines.ts";
import { countXml } from "../../counting/xml.ts";

/** Vulnerabilities of all dependencies, and those that are suppressed. */
export async function count(stream: Readable): Promise<number> {
  const { sign, stream: whole } = await firstSign(stream);
  if (sign === "<") {
    const inside = "analysis.dependencies.dependency.vulnerabilities";
    return countXml(whole, { record: `${inside}.vulnerability` }, { record: `${inside}.suppressedVulnerability` });
  }
  const lists = ["vulnerabilities", "suppressedVulnerabilities"];
  return countJson(whole, ...lists.map((list) => ({ record: `dependencies.[].${list}.[]` })));
}
