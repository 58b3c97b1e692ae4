import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { changesOf, type PushCommits } from "../commits.ts";
import { sourceError } from "../errors.ts";
import { findRevision } from "./find-revision.ts";

/**
 * Takes what a push tells of its commits; again replaces it. Answers the revision's id and whether it is ready. Throws
 * source.revision-not-found, and source.not-pushed for what git itself told about.
 */
export async function recordCommits(
  deps: ProjectDeps,
  input: PushCommits & { readonly revision: number },
): Promise<{ id: string; ready: boolean }> {
  return deps.withOrganization(async (tx) => {
    const row = await findRevision(tx, deps, input.revision, {
      id: true,
      state: true,
      source: { select: { kind: true } },
    });
    if (row.source.kind !== "push") throw sourceError("source.not-pushed");
    const { commits, fileAuthors } = changesOf(input.commits);
    await tx.db.revision.updateMany({
      where: { organizationId: deps.organizationId, id: row.id },
      data: { commits: commits.map((commit) => ({ ...commit })), fileAuthors },
    });
    await recordAudit(tx, deps, "source.record-commits", {
      subjectId: row.id,
      projectId: deps.projectId,
      details: { commits: input.commits.length, withTrailers: commits.length },
    });
    return { id: row.id, ready: row.state === "ready" };
  });
}
