import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** Semgrep's and Opengrep's JSON. */
export const semgrepFormat: ReportFormat = {
  id: "semgrep",
  title: "Semgrep",
  unit: "one element of `results`, ignored ones included",
  media: ["json"],
  detect(shape) {
    if (shape.kind("results") !== "array") return 0;
    if (shape.has("results", "[]", "check_id") && shape.has("results", "[]", "extra")) return 1;
    const frame = shape.kind("errors") === "array" && (shape.has("paths", "scanned") || shape.has("skipped_rules"));
    if (shape.has("results", "[]")) return 0;
    if (frame) return 0.9;
    // Before 0.60 nothing else stood there; no other tool that is read writes these two lists.
    return shape.names().sort().join(" ") === "errors results" ? 0.6 : 0;
  },
  readRuns,
  count,
};
