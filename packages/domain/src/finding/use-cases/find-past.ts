import type { Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";

/** One document of the past of the project, with the columns asked for. Throws finding.past-not-found. */
export async function findPast<S extends Prisma.PastImportSelect>(
  tx: Tx,
  deps: ProjectDeps,
  number: number,
  select: S,
): Promise<Prisma.PastImportGetPayload<{ select: S }>> {
  const row = await tx.db.pastImport.findFirst({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, number },
    select,
  });
  if (row === null) throw findingError("finding.past-not-found");
  return row as Prisma.PastImportGetPayload<{ select: S }>;
}

/** The same, which waits to be imported and is locked until the transaction ends. Throws finding.past-not-ready, too. */
export async function lockReadyPast(tx: Tx, deps: ProjectDeps, number: number): Promise<LockedPast> {
  const { id } = await findPast(tx, deps, number, { id: true });
  await tx.db.$queryRaw`SELECT 1 FROM "past_import" WHERE "organization_id" = ${deps.organizationId}::uuid
    AND "id" = ${id}::uuid FOR UPDATE`;
  const row = await findPast(tx, deps, number, LOCKED_SELECT);
  if (row.state !== "ready") throw findingError("finding.past-not-ready");
  return row;
}

const LOCKED_SELECT = {
  ...{ id: true, state: true, name: true, kind: true, head: true, columns: true, signature: true, rowVersion: true },
  ...{ revisionId: true, uploadKey: true, sha256: true, size: true, attempt: true },
} as const satisfies Prisma.PastImportSelect;

export type LockedPast = Prisma.PastImportGetPayload<{ select: typeof LOCKED_SELECT }>;

/** Tells open pages that a document changed. */
export async function announcePast(tx: Tx, deps: ProjectDeps, importId: string): Promise<void> {
  await tx.announce({
    organizationId: deps.organizationId,
    projectId: deps.projectId,
    topic: "finding",
    subjectId: importId,
  });
}
