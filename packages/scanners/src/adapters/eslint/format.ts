import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** ESLint's JSON, whatever rules were on. */
export const eslintFormat: ReportFormat = {
  id: "eslint",
  title: "ESLint",
  unit: "one message that names a rule, suppressed ones included",
  media: ["json"],
  detect(shape) {
    if (shape.kind("[]", "messages") !== "array" || !shape.has("[]", "filePath")) return 0;
    // secretlint writes the same frame.
    if (/^@secretlint\//.test(shape.text("[]", "messages", "[]", "ruleId") ?? "")) return 0;
    return shape.has("[]", "errorCount") || shape.has("[]", "warningCount") ? 1 : 0.7;
  },
  readRuns,
  count,
};
