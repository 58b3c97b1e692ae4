import { nextNumber } from "../../project/server.ts";
import { newId } from "../../shared/index.ts";
import { actorUserId, enqueue, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { sourceJobs } from "../jobs.ts";

export interface NewRevision {
  readonly sourceId: string;
  readonly ref: string;
  readonly isDefaultRef: boolean;
  readonly uploadKey?: string;
  readonly label?: string;
  readonly scanOnReady?: boolean;
  /** What whoever pushed it says; of others the fetch finds out. */
  readonly pushed?: {
    readonly commit: string | null;
    readonly message: string | null;
    readonly author: string | null;
    readonly parentId: string | null;
  };
}

/** Inserts a queued revision with its fetch job in the caller's transaction. */
export async function insertRevision(
  tx: Tx,
  deps: ProjectDeps,
  revision: NewRevision,
): Promise<{ id: string; number: number }> {
  const id = newId();
  const number = await nextNumber(tx, deps, "revision");
  await tx.db.revision.createMany({
    data: [
      {
        organizationId: deps.organizationId,
        id,
        projectId: deps.projectId,
        sourceId: revision.sourceId,
        number,
        ref: revision.ref,
        label: revision.label ?? null,
        isDefaultRef: revision.isDefaultRef,
        uploadKey: revision.uploadKey ?? null,
        scanOnReady: revision.scanOnReady ?? false,
        ...revision.pushed,
        requestedById: actorUserId(deps),
        createdAt: tx.now,
      },
    ],
  });
  await enqueue(tx, deps, sourceJobs["source.fetch-revision"], { subjectId: id, fence: 0 });
  await tx.announce({ organizationId: deps.organizationId, projectId: deps.projectId, topic: "source", subjectId: id });
  return { id, number };
}
