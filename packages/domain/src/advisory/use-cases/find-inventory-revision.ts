import type { Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { findRevision } from "../../source/server.ts";
import type { InventorySelector } from "../schema.ts";

/**
 * The revision that is asked about: by its number, else the newest ready one of the default branch; null when there is
 * none yet. Throws source.revision-not-found.
 */
export async function findInventoryRevision<S extends Prisma.RevisionSelect>(
  tx: Tx,
  deps: ProjectDeps,
  { revision }: Pick<InventorySelector, "revision">,
  select: S,
): Promise<Prisma.RevisionGetPayload<{ select: S }> | null> {
  if (revision !== undefined) return findRevision(tx, deps, revision, select);
  const row = await tx.db.revision.findFirst({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, state: "ready", isDefaultRef: true },
    select,
    orderBy: [{ readyAt: "desc" }, { number: "desc" }],
  });
  return row as Prisma.RevisionGetPayload<{ select: S }> | null;
}
