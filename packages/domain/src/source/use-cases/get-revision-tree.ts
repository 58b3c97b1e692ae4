import type { ProjectDeps } from "../../shared/server.ts";
import { sourceError } from "../errors.ts";
import { findRevision } from "./find-revision.ts";

/** The storage key of a ready revision's content. Throws source.revision-not-ready before that. */
export async function getRevisionTree(
  deps: ProjectDeps,
  revision: number,
): Promise<{ treeKey: string; dependencyPaths: string[] }> {
  return deps.withOrganization(async (tx) => {
    const row = await findRevision(tx, deps, revision, { treeKey: true, dependencyPaths: true });
    if (row.treeKey === null) throw sourceError("source.revision-not-ready");
    return { treeKey: row.treeKey, dependencyPaths: row.dependencyPaths };
  });
}
