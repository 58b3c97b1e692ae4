import type { Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { sourceError } from "../errors.ts";

/** One revision of the project by its number, with the columns asked for. Throws source.revision-not-found. */
export async function findRevision<S extends Prisma.RevisionSelect>(
  tx: Tx,
  deps: ProjectDeps,
  number: number,
  select: S,
): Promise<Prisma.RevisionGetPayload<{ select: S }>> {
  const row = await tx.db.revision.findFirst({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, number },
    select,
  });
  if (row === null) throw sourceError("source.revision-not-found");
  return row as Prisma.RevisionGetPayload<{ select: S }>;
}
