import type { Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { lineOf } from "../line.ts";

const SELECT = {
  id: true,
  number: true,
  sourceId: true,
  depth: true,
  label: true,
  commit: true,
  treeHash: true,
  nsloc: true,
  authoredAt: true,
  createdAt: true,
  readyAt: true,
  roots: { select: { languages: true } },
} as const satisfies Prisma.RevisionSelect;

export type ReportRevision = Prisma.RevisionGetPayload<{ select: typeof SELECT }>;

/** How far back reports and overview look. */
const SHOWN = 12;
const READ = 100;

/** Ready revisions of default branches in the order in which each was the newest, the last 12; the newest is last. */
export async function readRevisionLine(tx: Tx, deps: ProjectDeps): Promise<ReportRevision[]> {
  const rows = await tx.db.revision.findMany({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, state: "ready", isDefaultRef: true },
    select: SELECT,
    orderBy: { number: "desc" },
    take: READ,
  });
  return lineOf(rows).slice(-SHOWN);
}
