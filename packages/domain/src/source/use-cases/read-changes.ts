import { z } from "zod";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { CodeOwnersFile, RevisionCommit, type RevisionChanges } from "../commits.ts";

export interface ReadChanges extends RevisionChanges {
  readonly number: number;
  /** True when no newer ready revision of the default branch is there. */
  readonly isNewest: boolean;
  readonly codeOwners: CodeOwnersFile | null;
}

/** What came with a ready revision of the default branch; null for any other. */
export async function readChanges(tx: Tx, deps: ProjectDeps, revisionId: string): Promise<ReadChanges | null> {
  const { organizationId, projectId } = deps;
  const row = await tx.db.revision.findFirst({
    where: { organizationId, projectId, id: revisionId, state: "ready", isDefaultRef: true },
    select: { number: true, depth: true, sourceId: true, commits: true, fileAuthors: true, codeOwners: true },
  });
  if (row === null) return null;
  const { number, depth, sourceId } = row;
  const newer = await tx.db.revision.count({
    where: {
      ...{ organizationId, sourceId, state: "ready", isDefaultRef: true },
      ...(depth === null
        ? { number: { gt: number } }
        : { OR: [{ depth: { gt: depth } }, { depth, number: { gt: number } }] }),
    },
  });
  return {
    number,
    isNewest: newer === 0,
    commits: z.array(RevisionCommit).parse(row.commits),
    fileAuthors: z.record(z.string(), z.string()).parse(row.fileAuthors),
    codeOwners: CodeOwnersFile.nullable().parse(row.codeOwners),
  };
}
