import type { ReportFinding } from "@redoubt/domain/report";
import type { MarkKind } from "../paper/marks.ts";

/** What a verdict means for us: an exploit that works is a failure of ours; one that did not run proves nothing. */
export const POC_MARKS: Readonly<Record<NonNullable<ReportFinding["poc"]>, MarkKind>> = {
  reproduces: "failed",
  "does-not-reproduce": "demonstrated",
  error: "missing",
};
