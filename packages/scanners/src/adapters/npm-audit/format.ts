import type { ReportFormat } from "../../contract.ts";
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
    if (shape.kind("advisories") === "object" && shape.has("runId")) return 1;
    return shape.has("error", "code") && shape.has("error", "summary") ? 0.7 : 0;
  },
  readRuns,
  count,
};
