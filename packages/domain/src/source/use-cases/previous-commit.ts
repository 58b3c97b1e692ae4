import type { Deps } from "../../shared/server.ts";

/**
 * The commit of the newest ready revision of a source on its default branch, before the one that is being fetched: what
 * is new lies after it. Null when there is none, and nothing is known to be new.
 */
export async function previousCommit(deps: Deps, revisionId: string): Promise<string | null> {
  return deps.withOrganization(async (tx) => {
    const { organizationId } = deps;
    const own = await tx.db.revision.findFirst({
      where: { organizationId, id: revisionId },
      select: { sourceId: true, number: true },
    });
    if (own === null) return null;
    const row = await tx.db.revision.findFirst({
      where: { organizationId, sourceId: own.sourceId, state: "ready", isDefaultRef: true, number: { lt: own.number } },
      select: { commit: true },
      orderBy: [{ depth: { sort: "desc", nulls: "last" } }, { number: "desc" }],
    });
    return row?.commit ?? null;
  });
}
