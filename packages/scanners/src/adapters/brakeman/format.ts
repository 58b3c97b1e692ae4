import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** Brakeman's JSON. */
export const brakemanFormat: ReportFormat = {
  id: "brakeman",
  title: "Brakeman",
  unit: "one warning, ignored ones included",
  media: ["json"],
  detect(shape) {
    if (shape.has("scan_info", "brakeman_version")) return 1;
    return shape.has("warnings", "[]", "warning_type") && shape.has("warnings", "[]", "fingerprint") ? 0.95 : 0;
  },
  readRuns,
  count,
};
