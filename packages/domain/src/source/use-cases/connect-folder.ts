import { recordAudit } from "../../audit/server.ts";
import { newId } from "../../shared/index.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { sourceError } from "../errors.ts";
import { SOURCE_SELECT, toSource } from "../row.ts";
import type { ConnectFolder, Source } from "../schema.ts";
import { insertRevision } from "./insert-revision.ts";

/** What the operator allows on this installation. */
export interface FolderPolicy {
  readonly allowedFolders: readonly string[];
  /** The branch that counts drive by, when the first revision is another ref (the demo's tags). */
  readonly defaultRef?: string;
  readonly scanOnReady?: boolean;
}

/** Connects a folder of the host, plain or a git repository with refs. Throws source.folder-not-allowed. */
export async function connectFolder(
  deps: ProjectDeps,
  input: ConnectFolder,
  policy: FolderPolicy,
): Promise<{ source: Source; revision: number }> {
  if (!isAllowed(input.folder, policy)) throw sourceError("source.folder-not-allowed");
  return deps.withOrganization(async (tx) => {
    const id = newId();
    const row = await tx.db.source.create({
      data: {
        organizationId: deps.organizationId,
        id,
        projectId: deps.projectId,
        kind: "folder",
        name:
          input.name ??
          input.folder
            .split("/")
            .filter((part) => part !== "")
            .at(-1) ??
          "folder",
        folder: input.folder,
        defaultRef: policy.defaultRef ?? input.ref ?? null,
        createdAt: tx.now,
        updatedAt: tx.now,
      },
      select: SOURCE_SELECT,
    });
    await recordAudit(tx, deps, "source.connect", {
      subjectId: id,
      projectId: deps.projectId,
      details: { kind: "folder", folder: input.folder },
    });
    const revision = await insertRevision(tx, deps, {
      sourceId: id,
      ref: input.ref ?? "HEAD",
      isDefaultRef: true,
      scanOnReady: policy.scanOnReady ?? false,
    });
    return { source: toSource(row), revision: revision.number };
  });
}

/** True for an allowed folder and everything below it; `..` never gets out. */
export function isAllowed(folder: string, policy: FolderPolicy): boolean {
  if (folder.split("/").includes("..")) return false;
  return policy.allowedFolders.some((allowed) => {
    const base = allowed.replace(/\/+$/, "");
    return folder === base || folder.startsWith(`${base}/`);
  });
}
