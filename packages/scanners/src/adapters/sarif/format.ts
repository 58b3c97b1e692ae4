import type { ReportFormat } from "../../contract.ts";
import { readRuns } from "./parse.ts";

/** SARIF 2.1.0, uploaded. */
export const sarifFormat: ReportFormat = {
  id: "sarif",
  title: "SARIF",
  detect: (head) =>
    /^\uFEFF?\s*\{/.test(head) &&
    (/"\$schema"\s*:\s*"[^"]*sarif/i.test(head) ||
      (/"runs"\s*:\s*\[/.test(head) && /"version"\s*:\s*"2\.[12]/.test(head))),
  readRuns,
};
