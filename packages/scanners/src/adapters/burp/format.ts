import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** Burp Suite's XML. */
export const burpFormat: ReportFormat = {
  id: "burp",
  title: "Burp Suite",
  unit: "one issue",
  media: ["xml"],
  detect(shape) {
    if (shape.content !== "xml" || !shape.has("issues")) return 0;
    if (shape.has("issues", "@burpVersion")) return 1;
    return shape.has("issues", "issue", "serialNumber") ? 0.95 : 0;
  },
  readRuns,
  count,
};
