import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** OSV-Scanner's JSON. */
export const osvScannerFormat: ReportFormat = {
  id: "osv-scanner",
  title: "OSV-Scanner",
  unit: "one advisory of one package in one source",
  media: ["json"],
  detect(shape) {
    if (shape.kind("results") !== "array") return 0;
    if (shape.has("results", "[]", "source", "path") && shape.has("results", "[]", "packages")) return 1;
    return shape.has("experimental_config") || shape.has("experimental_generic_findings") ? 0.9 : 0;
  },
  readRuns,
  count,
};
