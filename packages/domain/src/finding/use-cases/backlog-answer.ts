import { newId } from "../../shared/index.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";

/** The answer that holds: the newest that was not taken back. */
export async function standingAnswer(tx: Tx, deps: ProjectDeps) {
  return tx.db.backlogAdoption.findFirst({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, undoneAt: null },
    select: { id: true, at: true, adopted: true, count: true, answeredById: true },
    orderBy: { at: "desc" },
  });
}

/**
 * Before which moment a finding must have been seen to stand for code that was there: the arrival of the first
 * default-branch revision after the first finished scan, else now. Null until a scan or an import has finished.
 */
export async function backlogCutoff(tx: Tx, deps: ProjectDeps): Promise<Date | null> {
  const first = await tx.db.scanRequest.findFirst({
    where: {
      organizationId: deps.organizationId,
      projectId: deps.projectId,
      finishedAt: { not: null },
      scans: { some: { state: { in: ["succeeded", "partial"] } } },
    },
    select: { finishedAt: true },
    orderBy: { finishedAt: "asc" },
  });
  if (first?.finishedAt == null) return null;
  const next = await tx.db.revision.findFirst({
    where: {
      organizationId: deps.organizationId,
      projectId: deps.projectId,
      isDefaultRef: true,
      readyAt: { gt: first.finishedAt },
    },
    select: { readyAt: true },
    orderBy: { readyAt: "asc" },
  });
  return next?.readyAt ?? new Date(tx.now.getTime() + 1);
}

/** Stores an answer by whoever acts now. */
export async function storeAnswer(
  tx: Tx,
  deps: ProjectDeps,
  answer: { readonly adopted: boolean; readonly count: number },
): Promise<string> {
  const id = newId();
  await tx.db.backlogAdoption.createMany({
    data: [
      {
        ...{ organizationId: deps.organizationId, projectId: deps.projectId, id, ...answer },
        ...{ at: tx.now, answeredById: actorUserId(deps) },
      },
    ],
  });
  return id;
}
