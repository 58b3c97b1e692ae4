import type { ReportFormat } from "../../contract.ts";
import { auditor } from "../../reading/advisory.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** npm's audit. */
export const npmAuditFormat: ReportFormat = {
  id: "npm-audit",
  title: "npm audit",
  unit: "one advisory under `via` (npm 7 and later), one entry of `advisories` (npm 6)",
  media: ["json"],
  detect(shape) {
    if (shape.has("auditReportVersion") && shape.has("vulnerabilities")) return 1;
    if (auditor(shape) === "npm") return 1;
    return shape.has("error", "code") && shape.has("error", "summary") ? 0.7 : 0;
  },
  readRuns,
  count,
};
