import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";
import { firstSign } from "../../counting/lines.ts";
import type { Inside } from "../../counting/tally.ts";
import { countXml } from "../../counting/xml.ts";

/** Vulnerabilities times what each affects; one that names nothing counts once. */
export async function count(stream: Readable): Promise<number> {
  const { sign, stream: whole } = await firstSign(stream);
  if (sign !== "<") {
    return countJson(whole, { record: "vulnerabilities.[]", weigh: (found) => Math.max(1, found.times("affects.[]")) });
  }
  const weigh = (found: Inside) => Math.max(1, found.times("affects.target"));
  // Components hold components; the extension before 1.4 hangs vulnerabilities on any of them.
  const inside = (depth: number) => `${"components.component.".repeat(depth)}vulnerabilities.vulnerability`;
  const depths = [1, 2, 3, 4, 5, 6];
  return countXml(
    whole,
    { record: "bom.vulnerabilities.vulnerability", weigh },
    ...depths.map((depth) => ({ record: `bom.${inside(depth)}`, weigh })),
    ...depths.map((depth) => ({ record: `bom.metadata.component.${inside(depth - 1)}`, weigh })),
  );
}
