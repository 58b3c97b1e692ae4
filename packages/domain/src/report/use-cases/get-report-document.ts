import { canonicalJson } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { reportError } from "../errors.ts";
import type { ReportKind } from "../stored.ts";
import { readReport } from "./read-report.ts";

export type ReportDocument =
  | { readonly format: "json"; readonly fileName: string; readonly text: string }
  | { readonly format: "pdf" | "md"; readonly fileName: string; readonly storageKey: string };

const NAMES: Readonly<Record<ReportKind, string>> = {
  risk: "risk-report",
  finding: "finding-report",
  "known-issues": "known-issues",
  "threat-model": "threat-model",
};

/** `vault-risk-report-2.pdf`. */
export function documentName(slug: string, kind: string, number: number, format: string): string {
  return `${slug}-${NAMES[kind as ReportKind] ?? "report"}-${number}.${format}`;
}

export const DOCUMENT_SELECT = {
  kind: true,
  number: true,
  project: { select: { slug: true } },
  pdfArtifact: { select: { storageKey: true } },
  markdownArtifact: { select: { storageKey: true } },
} as const;

/**
 * A report as a document: JSON at once (its SHA-256 is the report's hash), PDF and Markdown by storage key.
 * Throws report.not-found, report.names-restricted and report.not-rendered.
 */
export async function getReportDocument(
  deps: ProjectDeps,
  report: number,
  format: "json" | "pdf" | "md",
): Promise<ReportDocument> {
  return deps.withOrganization(async (tx) => {
    const { row, stored } = await readReport(tx, deps, report, DOCUMENT_SELECT);
    const fileName = documentName(row.project.slug, row.kind, report, format);
    // As it is stored, whatever its format: that is what was hashed.
    if (format === "json") return { format, fileName, text: canonicalJson(stored) };
    const artifact = format === "pdf" ? row.pdfArtifact : row.markdownArtifact;
    if (artifact === null) throw reportError("report.not-rendered");
    return { format, fileName, storageKey: artifact.storageKey };
  });
}
