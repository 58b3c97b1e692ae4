import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** ZAP's reports. */
export const zapFormat: ReportFormat = {
  id: "zap",
  title: "ZAP",
  unit: "one instance of an alert; an alert without instances counts once",
  media: ["xml", "json"],
  detect(shape) {
    if (shape.content === "xml") return shape.has("OWASPZAPReport") ? 1 : 0;
    if (/zap/i.test(shape.text("@programName") ?? "")) return 1;
    if (shape.has("site", "[]", "alerts") && (shape.has("@version") || shape.has("site", "[]", "@name"))) return 1;
    if (shape.has("site", "alerts") && shape.has("site", "@name")) return 1;
    return shape.has("alerts", "[]", "pluginId") && shape.has("alerts", "[]", "risk") ? 0.95 : 0;
  },
  readRuns,
  count,
};
