import type { Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { sourceError } from "../errors.ts";

/** One source of the project by UUID, with the columns asked for. Throws source.not-found. */
export async function findSource<S extends Prisma.SourceSelect>(
  tx: Tx,
  deps: ProjectDeps,
  sourceId: string,
  select: S,
): Promise<Prisma.SourceGetPayload<{ select: S }>> {
  const row = await tx.db.source.findFirst({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, id: sourceId, archivedAt: null },
    select,
  });
  if (row === null) throw sourceError("source.not-found");
  return row as Prisma.SourceGetPayload<{ select: S }>;
}
