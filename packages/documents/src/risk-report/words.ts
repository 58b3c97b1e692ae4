import type { ReportFinding } from "@redoubt/domain/report";

/** What a PoC did, as documents say it. */
export const POC_WORDS: Readonly<Record<NonNullable<ReportFinding["poc"]>, string>> = {
  reproduces: "reproduces",
  "does-not-reproduce": "does not reproduce",
  error: "error",
};
