import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** Checkov's JSON. */
export const checkovFormat: ReportFormat = {
  id: "checkov",
  title: "Checkov",
  unit: "one failed or skipped check",
  media: ["json"],
  detect(shape) {
    const frame = shape.hasRecord("check_type") && shape.hasRecord("results");
    if (frame && (shape.hasRecord("results", "failed_checks") || shape.hasRecord("summary", "checkov_version")))
      return 1;
    const keys = new Set(shape.names());
    return keys.has("checkov_version") && keys.has("passed") && keys.has("failed") ? 0.95 : 0;
  },
  readRuns,
  count,
};
