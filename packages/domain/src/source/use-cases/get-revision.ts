import type { ProjectDeps } from "../../shared/server.ts";
import { REVISION_SELECT, ROOT_SELECT, toRevision, toRoot } from "../row.ts";
import type { RevisionDetail, RevisionSelector } from "../schema.ts";
import { findRevision } from "./find-revision.ts";

/** One revision with its project roots. Throws source.revision-not-found. */
export async function getRevision(deps: ProjectDeps, input: RevisionSelector): Promise<RevisionDetail> {
  return deps.withOrganization(async (tx) => {
    const row = await findRevision(tx, deps, input.revision, {
      ...REVISION_SELECT,
      roots: { select: ROOT_SELECT, orderBy: [{ path: "asc" }, { kind: "asc" }] },
    });
    return { ...toRevision(row), roots: row.roots.map(toRoot) };
  });
}
