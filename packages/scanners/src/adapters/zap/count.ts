import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";
import { firstSign } from "../../counting/lines.ts";
import { countXml } from "../../counting/xml.ts";

/** Instances of all alerts; an alert without instances counts once. */
export async function count(stream: Readable): Promise<number> {
  const { sign, stream: whole } = await firstSign(stream);
  if (sign === "<") {
    const weigh = (alert: { times(path: string): number }) => Math.max(1, alert.times("instances.instance"));
    return countXml(whole, { record: "OWASPZAPReport.site.alerts.alertitem", weigh });
  }
  const weigh = (alert: { times(path: string): number }) => Math.max(1, alert.times("instances.[]"));
  return countJson(whole, ...["site.[].alerts.[]", "site.alerts.[]", "alerts.[]"].map((record) => ({ record, weigh })));
}
