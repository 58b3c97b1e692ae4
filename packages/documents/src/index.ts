import type { ReportSnapshot } from "@redoubt/domain/report";
import { findingReportPdf } from "./finding-report/pdf.ts";
import { knownIssuesPdf } from "./known-issues/pdf.ts";
import { findingReportMarkdown } from "./markdown/finding-report.ts";
import { knownIssuesMarkdown } from "./markdown/known-issues.ts";
import { riskReportMarkdown } from "./markdown/risk-report.ts";
import { threatModelMarkdown } from "./markdown/threat-model.ts";
import { riskReportPdf } from "./risk-report/pdf.ts";
import { threatModelPdf } from "./threat-model/pdf.ts";

/** A frozen report of any kind as PDF (A4); the hash of its data stands in the foot of each page. */
export async function reportPdf(snapshot: ReportSnapshot, sha256: string): Promise<Buffer> {
  if (snapshot.format === "redoubt/finding-report@1") return findingReportPdf(snapshot, sha256);
  if (snapshot.format === "redoubt/known-issues@1") return knownIssuesPdf(snapshot, sha256);
  if (snapshot.format === "redoubt/threat-model@1") return threatModelPdf(snapshot, sha256);
  return riskReportPdf(snapshot, sha256);
}

/** A frozen report of any kind as Markdown (CommonMark with tables); text of others is made inert. */
export function reportMarkdown(snapshot: ReportSnapshot, sha256: string): string {
  if (snapshot.format === "redoubt/finding-report@1") return findingReportMarkdown(snapshot, sha256);
  if (snapshot.format === "redoubt/known-issues@1") return knownIssuesMarkdown(snapshot, sha256);
  if (snapshot.format === "redoubt/threat-model@1") return threatModelMarkdown(snapshot, sha256);
  return riskReportMarkdown(snapshot, sha256);
}
