import { canonicalJson } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { reportError } from "../errors.ts";
import { RiskSnapshot } from "../schema.ts";

export type ReportDocument =
  | { readonly format: "json"; readonly fileName: string; readonly text: string }
  | { readonly format: "pdf" | "md"; readonly fileName: string; readonly storageKey: string };

/**
 * A report as a document: JSON at once (its SHA-256 is the report's hash), PDF and Markdown by storage key.
 * Throws report.not-found and report.not-rendered.
 */
export async function getReportDocument(
  deps: ProjectDeps,
  report: number,
  format: "json" | "pdf" | "md",
): Promise<ReportDocument> {
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.report.findFirst({
      where: { organizationId: deps.organizationId, projectId: deps.projectId, number: report },
      select: {
        snapshot: true,
        project: { select: { slug: true } },
        pdfArtifact: { select: { storageKey: true } },
        markdownArtifact: { select: { storageKey: true } },
      },
    });
    if (row === null) throw reportError("report.not-found");
    const fileName = `${row.project.slug}-risk-report-${report}.${format}`;
    if (format === "json") return { format, fileName, text: canonicalJson(RiskSnapshot.parse(row.snapshot)) };
    const artifact = format === "pdf" ? row.pdfArtifact : row.markdownArtifact;
    if (artifact === null) throw reportError("report.not-rendered");
    return { format, fileName, storageKey: artifact.storageKey };
  });
}
