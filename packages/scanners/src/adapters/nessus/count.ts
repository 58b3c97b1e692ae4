import type { Readable } from "node:stream";
import { countXml } from "../../counting/xml.ts";

/** Items of all hosts. */
export async function count(stream: Readable): Promise<number> {
  return countXml(stream, { record: "NessusClientData_v2.Report.ReportHost.ReportItem" });
}
