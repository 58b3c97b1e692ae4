import type { Prisma, ProjectDeps, Tx } from "../../shared/server.ts";

const SELECT = {
  id: true,
  number: true,
  label: true,
  commit: true,
  treeHash: true,
  nsloc: true,
  authoredAt: true,
  readyAt: true,
} as const satisfies Prisma.RevisionSelect;

export type ReportRevision = Prisma.RevisionGetPayload<{ select: typeof SELECT }>;

/** Ready revisions of default branches, oldest first, the newest 12 at most. */
export async function readRevisions(tx: Tx, deps: ProjectDeps): Promise<ReportRevision[]> {
  const rows = await tx.db.revision.findMany({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, state: "ready", isDefaultRef: true },
    select: SELECT,
    orderBy: { number: "desc" },
    take: 12,
  });
  return rows.reverse();
}
