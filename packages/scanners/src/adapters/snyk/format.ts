import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** The JSON of Snyk's command line. What its code scanner writes is SARIF. */
export const snykFormat: ReportFormat = {
  id: "snyk",
  title: "Snyk",
  unit: "one path to a vulnerability or license, or one issue of infrastructure; ignored ones included",
  media: ["json"],
  detect(shape) {
    const list = shape.hasRecord("vulnerabilities");
    if (list && (shape.hasRecord("dependencyCount") || shape.hasRecord("filesystemPolicy"))) return 1;
    if (shape.hasRecord("infrastructureAsCodeIssues")) return 1;
    const frame = shape.hasRecord("licensesPolicy") || shape.hasRecord("ignoreSettings");
    return list && frame ? 0.95 : 0;
  },
  readRuns,
  count,
};
