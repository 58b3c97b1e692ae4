import type { ReportFormat } from "../../contract.ts";
import { auditor } from "../../reading/advisory.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** pnpm's audit. Yarn 2 and 3 write the same frame, but name paths without the importer in front. */
export const pnpmAuditFormat: ReportFormat = {
  id: "pnpm-audit",
  title: "pnpm audit",
  unit: "one entry of `advisories`",
  media: ["json"],
  detect(shape) {
    if (auditor(shape) !== "pnpm") return 0;
    return shape.has("advisories", "*") ? 1 : 0.9;
  },
  readRuns,
  count,
};
