import { recordAudit } from "../../audit/server.ts";
import { newId } from "../../shared/index.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { insertRevision } from "./insert-revision.ts";

export interface Upload {
  /** File or folder name as the browser said it; only for people. */
  readonly name: string;
  /** Storage key of the archive. */
  readonly uploadKey: string;
  readonly sha256: string;
  readonly size: number;
}

/** Records an uploaded archive as a new revision of the upload source of the same name (made on first use). */
export async function recordUpload(deps: ProjectDeps, upload: Upload): Promise<{ id: string; number: number }> {
  const name = upload.name.replace(/\.(zip|tar|tgz|tar\.gz)$/i, "").slice(0, 120) || "upload";
  return deps.withOrganization(async (tx) => {
    const found = await tx.db.source.findFirst({
      where: { organizationId: deps.organizationId, projectId: deps.projectId, kind: "upload", name, archivedAt: null },
      select: { id: true },
    });
    const sourceId = found?.id ?? newId();
    if (found === null) {
      await tx.db.source.createMany({
        data: [
          {
            organizationId: deps.organizationId,
            id: sourceId,
            projectId: deps.projectId,
            kind: "upload",
            name,
            defaultRef: "upload",
            createdAt: tx.now,
            updatedAt: tx.now,
          },
        ],
      });
    }
    const revision = await insertRevision(tx, deps, {
      sourceId,
      ref: "upload",
      isDefaultRef: true,
      uploadKey: upload.uploadKey,
    });
    await recordAudit(tx, deps, "source.upload", {
      subjectId: revision.id,
      projectId: deps.projectId,
      details: { name: upload.name.slice(0, 200), sha256: upload.sha256, size: upload.size },
    });
    return revision;
  });
}
