import { type ErrorTable, errorThrower } from "../shared/index.ts";

export const REPORT_ERRORS = {
  "report.not-found": { kind: "not-found", message: "There is no such report in this project." },
  "report.nothing-yet": {
    kind: "conflict",
    message: "There is nothing to report on yet. Connect code and scan it, or record a finding by hand.",
  },
  "report.not-a-demo": { kind: "not-found", message: "Only the demo has planted weaknesses to compare with." },
  "report.not-rendered": { kind: "conflict", message: "This document is still being made. Try again in a moment." },
} as const satisfies ErrorTable;

export const reportError = errorThrower(REPORT_ERRORS);
