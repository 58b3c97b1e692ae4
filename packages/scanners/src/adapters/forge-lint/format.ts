import type { ReportFormat } from "../../contract.ts";
import { scannerReport } from "../../reading/scanner-report.ts";
import { count } from "./count.ts";
import { parse } from "./parse.ts";

/** What `forge lint --json` prints, saved by somebody else. */
export const forgeLintFormat: ReportFormat = {
  id: "forge-lint",
  title: "forge lint",
  unit: "one diagnostic that names a lint and is no compiler error",
  media: ["ndjson"],
  detect(shape) {
    // rustc and clippy write the same shape about other files.
    const file = shape.text("spans", "[]", "file_name") ?? "";
    return shape.text("$message_type") === "diagnostic" && file.endsWith(".sol") ? 1 : 0;
  },
  readRuns: scannerReport({ id: "forge-lint", title: "forge lint", parse }, { on: "stderr", needsResult: true }),
  count,
};
