import type { ReportFormat } from "../../contract.ts";
import { scannerReport } from "../../reading/scanner-report.ts";
import { count } from "./count.ts";
import { parse } from "./parse.ts";

/** secretlint's own JSON, secrets masked while it is read. */
export const secretlintFormat: ReportFormat = {
  id: "secretlint",
  title: "secretlint",
  unit: "one message",
  media: ["json"],
  detect(shape) {
    if (!shape.has("[]", "filePath") || !shape.has("[]", "messages")) return 0;
    return /^@secretlint\//.test(shape.text("[]", "messages", "[]", "ruleId") ?? "") ? 1 : 0;
  },
  readRuns: scannerReport({ id: "secretlint", title: "secretlint", parse }),
  count,
};
