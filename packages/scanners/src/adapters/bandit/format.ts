import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** Bandit's JSON. */
export const banditFormat: ReportFormat = {
  id: "bandit",
  title: "Bandit",
  unit: "one element of `results`",
  media: ["json"],
  detect(shape) {
    if (shape.has("results", "[]", "test_id") && shape.has("results", "[]", "issue_severity")) return 1;
    const totals = shape.has("metrics", "_totals") || shape.has("metrics", "*", "SEVERITY.HIGH");
    return totals && shape.kind("errors") === "array" ? 0.95 : 0;
  },
  readRuns,
  count,
};
