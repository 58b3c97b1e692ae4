import type { ReportFormat } from "../../contract.ts";
import { auditor } from "../../reading/advisory.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** Yarn's audits. */
export const yarnAuditFormat: ReportFormat = {
  id: "yarn-audit",
  title: "Yarn audit",
  unit: "one advisory line (Yarn 1: one for each path to the package), one tree (Yarn 4), one entry of `advisories` (Yarn 2, 3)",
  media: ["ndjson", "json"],
  detect(shape) {
    if (/^audit(?:Advisory|Summary|Action)$/.test(shape.text("type") ?? "") && shape.has("data")) return 1;
    if (shape.has("value") && shape.has("children", "Issue") && shape.has("children", "Severity")) return 1;
    if (shape.has("type") && shape.has("data", "advisory", "module_name")) return 1;
    return auditor(shape) === "yarn" ? 0.95 : 0;
  },
  readRuns,
  count,
};
