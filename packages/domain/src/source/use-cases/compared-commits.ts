import type { Deps } from "../../shared/server.ts";

/**
 * The commits that a revision is compared with while it is fetched, the nearest first: of the newest ready revision on
 * the same ref, and on the default branch. None for the first revision of a source.
 */
export async function comparedCommits(deps: Deps, revisionId: string): Promise<string[]> {
  return deps.withOrganization(async (tx) => {
    const { organizationId } = deps;
    const own = await tx.db.revision.findFirst({
      where: { organizationId, id: revisionId },
      select: { sourceId: true, number: true, ref: true },
    });
    if (own === null) return [];
    const { sourceId, number, ref } = own;
    const commits: string[] = [];
    for (const branch of [{ ref }, { isDefaultRef: true }]) {
      const row = await tx.db.revision.findFirst({
        where: { organizationId, sourceId, state: "ready", number: { lt: number }, ...branch },
        select: { commit: true },
        orderBy: [{ depth: { sort: "desc", nulls: "last" } }, { number: "desc" }],
      });
      if (row?.commit != null && !commits.includes(row.commit)) commits.push(row.commit);
    }
    return commits;
  });
}
