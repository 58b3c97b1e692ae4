import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** pnpm's audit. Yarn 2 and 3 write the same frame, but name paths without the importer in front. */
export const pnpmAuditFormat: ReportFormat = {
  id: "pnpm-audit",
  title: "pnpm audit",
  unit: "one entry of `advisories`",
  media: ["json"],
  detect(shape) {
    if (shape.kind("advisories") !== "object" || shape.has("runId") || !shape.has("metadata")) return 0;
    const path = shape.text("advisories", "*", "findings", "[]", "paths", "[]");
    if (path === undefined) return 0.8;
    return /^(?:\.|[^>]*__[^>]*)(?:>|$)/.test(path) || shape.has("muted") ? 1 : 0.6;
  },
  readRuns,
  count,
};
