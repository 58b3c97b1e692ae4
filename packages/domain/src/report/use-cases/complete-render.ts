import { recordAudit } from "../../audit/server.ts";
import { newId } from "../../shared/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { reportError } from "../errors.ts";
import { readSnapshot } from "../read-snapshot.ts";
import type { ReportSnapshot } from "../stored.ts";

/** What the renderer reads: the frozen data and its hash; null when the documents are already there. */
export async function startRender(
  deps: ProjectDeps,
  reportId: string,
): Promise<{ snapshot: ReportSnapshot; sha256: string } | null> {
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.report.findFirst({
      where: { organizationId: deps.organizationId, projectId: deps.projectId, id: reportId },
      select: { snapshot: true, sha256: true, renderState: true },
    });
    if (row === null) throw reportError("report.not-found");
    if (row.renderState === "ready") return null;
    return { snapshot: readSnapshot(row.snapshot), sha256: row.sha256 };
  });
}

/** One rendered file in storage; size in bytes. */
export interface RenderedFile {
  readonly sha256: string;
  readonly size: number;
  readonly storageKey: string;
}

/** Records both documents in one transaction; a second delivery changes nothing. */
export async function completeRender(
  deps: ProjectDeps,
  reportId: string,
  files: { readonly pdf: RenderedFile; readonly markdown: RenderedFile },
): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const pdfArtifactId = await insertArtifact(tx, deps, files.pdf, "application/pdf");
    const markdownArtifactId = await insertArtifact(tx, deps, files.markdown, "text/markdown");
    const changed = await tx.db.report.updateMany({
      where: { organizationId: deps.organizationId, id: reportId, renderState: { not: "ready" } },
      data: { renderState: "ready", renderFailure: null, pdfArtifactId, markdownArtifactId },
    });
    if (changed.count === 0) return;
    await recordAudit(tx, deps, "report.complete-render", { subjectId: reportId, projectId: deps.projectId });
    await tx.announce({
      organizationId: deps.organizationId,
      projectId: deps.projectId,
      topic: "report",
      subjectId: reportId,
    });
  });
}

async function insertArtifact(tx: Tx, deps: ProjectDeps, file: RenderedFile, mediaType: string): Promise<string> {
  const id = newId();
  await tx.db.artifact.createMany({
    data: [{ organizationId: deps.organizationId, id, ...file, mediaType, createdAt: tx.now }],
  });
  return id;
}

/** Marks a report whose documents could not be made; its data stays readable in the browser and as JSON. */
export async function failRender(deps: ProjectDeps, reportId: string, reason: string): Promise<void> {
  await deps.withOrganization(async (tx) => {
    await tx.db.report.updateMany({
      where: { organizationId: deps.organizationId, id: reportId, renderState: "queued" },
      data: { renderState: "failed", renderFailure: reason.slice(0, 1000) },
    });
    await recordAudit(tx, deps, "report.fail-render", { subjectId: reportId, projectId: deps.projectId });
    await tx.announce({
      organizationId: deps.organizationId,
      projectId: deps.projectId,
      topic: "report",
      subjectId: reportId,
    });
  });
}
