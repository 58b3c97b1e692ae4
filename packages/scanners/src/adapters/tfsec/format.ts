import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** tfsec's JSON. */
export const tfsecFormat: ReportFormat = {
  id: "tfsec",
  title: "tfsec",
  unit: "one result that has not passed, ignored ones included",
  media: ["json"],
  detect(shape) {
    const result = (...path: string[]) => shape.has("results", "[]", ...path);
    if (result("rule_id") && (result("long_id") || result("rule_provider") || result("legacy_rule_id"))) return 1;
    return result("rule_id") && result("location", "start_line") && (result("link") || result("links")) ? 0.95 : 0;
  },
  readRuns,
  count,
};
