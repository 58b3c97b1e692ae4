import type { ReportFormat } from "../../contract.ts";
import { scannerReport } from "../../reading/scanner-report.ts";
import { count } from "./count.ts";
import { parse } from "./parse.ts";

/** solhint's own JSON, made elsewhere with whatever rules. */
export const solhintFormat: ReportFormat = {
  id: "solhint",
  title: "solhint",
  unit: "one message that names a rule",
  media: ["json"],
  detect(shape) {
    const message = shape.has("[]", "filePath") && shape.has("[]", "ruleId") && shape.has("[]", "message");
    if (message) return /^(?:Error|Warning)$/i.test(shape.text("[]", "severity") ?? "") ? 1 : 0.8;
    // Without a message only the summary is left.
    return /problem/.test(shape.text("[]", "conclusion") ?? "") ? 0.9 : 0;
  },
  readRuns: scannerReport({ id: "solhint", title: "solhint", parse }),
  count,
};
