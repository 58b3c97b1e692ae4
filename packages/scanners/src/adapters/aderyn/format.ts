import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** Aderyn's own JSON. */
export const aderynFormat: ReportFormat = {
  id: "aderyn",
  title: "Aderyn",
  unit: "one place (instance) of an issue; an issue without places counts once",
  media: ["json"],
  detect(shape) {
    if (shape.kind() !== "object") return 0;
    const lists = shape.has("high_issues", "issues") || shape.has("low_issues", "issues");
    if (lists && (shape.has("issue_count") || shape.has("files_summary"))) return 1;
    return lists ? 0.8 : 0;
  },
  readRuns,
  count,
};
