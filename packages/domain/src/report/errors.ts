import { type ErrorTable, errorThrower } from "../shared/index.ts";

export const REPORT_ERRORS = {
  "report.not-found": { kind: "not-found", message: "There is no such report in this project." },
  "report.nothing-yet": {
    kind: "conflict",
    message: "There is nothing to report on yet. Connect code and scan it, or record a finding by hand.",
  },
  "report.not-a-demo": { kind: "not-found", message: "Only the demo has planted weaknesses to compare with." },
  "report.not-rendered": { kind: "conflict", message: "This document is still being made. Try again in a moment." },
  "report.finding-restricted": {
    kind: "conflict",
    message: "This finding is restricted, and no report may tell of it. Lift the restriction first.",
  },
  "report.names-restricted": {
    kind: "forbidden",
    message:
      "This report names a finding that has been restricted since. Those who may see that finding can open it; a new report leaves it out.",
  },
  "report.not-comparable": {
    kind: "conflict",
    message: "Only risk reports can be compared, and only with another one.",
  },
  "report.share-not-found": {
    kind: "not-found",
    message: "This link opens nothing. It may be wrong, expired or taken back: ask for a new one.",
  },
  "report.too-many-openings": {
    kind: "rate-limited",
    message: "Links were opened too often from here. Wait some minutes and try again.",
  },
} as const satisfies ErrorTable;

export const reportError = errorThrower(REPORT_ERRORS);
