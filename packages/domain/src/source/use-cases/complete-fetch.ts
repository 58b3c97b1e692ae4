import { recordAudit } from "../../audit/server.ts";
import { newId } from "../../shared/index.ts";
import type { Deps, Tx } from "../../shared/server.ts";
import { changesOf, type CodeOwnersFile, type PushedCommit } from "../commits.ts";
import { sourceError } from "../errors.ts";
import type { Renames } from "../renames.ts";
import type { ProjectRoot, Submodule } from "../schema.ts";
import type { FetchTask } from "./start-fetch.ts";

/** Everything that is known of a snapshot once its content is stored. */
export interface FetchedRevision {
  readonly treeKey: string;
  readonly treeHash: string;
  readonly commit: string | null;
  /** The branch or tag that HEAD stood for, when the request named none. */
  readonly resolvedRef: string;
  readonly isDefaultRef: boolean;
  readonly label: string | null;
  readonly message: string | null;
  readonly author: string | null;
  readonly authoredAt: Date | null;
  readonly depth: number | null;
  readonly fileCount: number;
  readonly byteCount: number;
  readonly nsloc: number;
  readonly dependencyPaths: readonly string[];
  readonly submodules: readonly Submodule[];
  readonly roots: readonly ProjectRoot[];
  readonly ownSource: boolean;
  /** Since the revision before, newest first; empty where git is not at hand. */
  readonly commits: readonly PushedCommit[];
  /** Since the revision before; empty where git is not at hand. */
  readonly renames: Renames;
  /** Percent of the history's added lines that authors labelled as written by AI; null where it is not known. */
  readonly aiShare: number | null;
  readonly codeOwners: CodeOwnersFile | null;
}

/**
 * Publishes a fetched revision with its roots in one transaction, if the attempt still holds the fence.
 * Throws source.stale-attempt otherwise.
 */
export async function completeFetch(deps: Deps, task: FetchTask, fetched: FetchedRevision): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const parentId = await findParent(tx, deps, task, fetched);
    const changed = await tx.db.revision.updateMany({
      where: { organizationId: deps.organizationId, id: task.revisionId, attempt: task.attempt, state: "fetching" },
      data: {
        state: "ready",
        failure: null,
        progress: { phase: "ready" },
        crashCount: { decrement: 1 },
        treeKey: fetched.treeKey,
        treeHash: fetched.treeHash,
        // An archive says nothing of these; who pushed it did.
        ...(task.kind === "push" ? {} : gitFactsOf(fetched)),
        fileCount: fetched.fileCount,
        byteCount: fetched.byteCount,
        nsloc: fetched.nsloc,
        dependencyPaths: [...fetched.dependencyPaths],
        submodules: fetched.submodules.map((submodule) => ({ ...submodule })),
        ownSource: fetched.ownSource,
        ...(fetched.codeOwners === null ? {} : { codeOwners: { ...fetched.codeOwners } }),
        parentId,
        readyAt: tx.now,
      },
    });
    if (changed.count === 0) throw sourceError("source.stale-attempt");
    await insertRoots(tx, deps, task.revisionId, fetched.roots);
    await recordAudit(tx, deps, "source.complete-fetch", {
      subjectId: task.revisionId,
      projectId: task.projectId,
      after: { commit: fetched.commit, treeHash: fetched.treeHash },
    });
    await tx.announce({
      organizationId: deps.organizationId,
      projectId: task.projectId,
      topic: "source",
      subjectId: task.revisionId,
    });
  });
}

function gitFactsOf(fetched: FetchedRevision) {
  const { commits, fileAuthors } = changesOf(fetched.commits);
  return {
    commits: commits.map((commit) => ({ ...commit })),
    fileAuthors,
    renames: { ...fetched.renames },
    aiShare: fetched.aiShare,
    commit: fetched.commit,
    ref: fetched.resolvedRef,
    isDefaultRef: fetched.isDefaultRef,
    label: fetched.label,
    message: fetched.message?.slice(0, 2000) ?? null,
    author: fetched.author?.slice(0, 200) ?? null,
    authoredAt: fetched.authoredAt,
    depth: fetched.depth,
  };
}

/**
 * The newest ready revision below this one: the nearest ancestor by depth for git, what it was pushed with as its base,
 * else the one before, of its own branch rather than of the default one.
 */
async function findParent(tx: Tx, deps: Deps, task: FetchTask, fetched: FetchedRevision): Promise<string | null> {
  const own = await tx.db.revision.findFirst({
    where: { organizationId: deps.organizationId, id: task.revisionId },
    select: { sourceId: true, number: true, parentId: true },
  });
  if (own === null || own.parentId !== null) return own?.parentId ?? null;
  if (task.kind === "push") return findPushedParent(tx, deps, task, own);
  const parent = await tx.db.revision.findFirst({
    where: {
      organizationId: deps.organizationId,
      sourceId: own.sourceId,
      state: "ready",
      ...(fetched.depth === null
        ? { number: { lt: own.number } }
        : { depth: { lt: fetched.depth }, OR: [{ ref: fetched.resolvedRef }, { isDefaultRef: true }] }),
    },
    select: { id: true },
    orderBy: fetched.depth === null ? { number: "desc" } : [{ depth: "desc" }, { number: "desc" }],
  });
  return parent?.id ?? null;
}

async function findPushedParent(
  tx: Tx,
  deps: Deps,
  task: FetchTask,
  own: { readonly sourceId: string; readonly number: number },
): Promise<string | null> {
  const before = {
    ...{ organizationId: deps.organizationId, sourceId: own.sourceId, state: "ready" },
    number: { lt: own.number },
  };
  for (const branch of [{ ref: task.ref }, { isDefaultRef: true }]) {
    const row = await tx.db.revision.findFirst({
      where: { ...before, ...branch },
      select: { id: true },
      orderBy: { number: "desc" },
    });
    if (row !== null) return row.id;
  }
  return null;
}

async function insertRoots(tx: Tx, deps: Deps, revisionId: string, roots: readonly ProjectRoot[]): Promise<void> {
  await tx.db.projectRoot.deleteMany({ where: { organizationId: deps.organizationId, revisionId } });
  await tx.db.projectRoot.createMany({
    data: roots.map((root) => ({
      organizationId: deps.organizationId,
      id: newId(),
      revisionId,
      kind: root.kind,
      path: root.path,
      languages: root.languages,
      compiler: root.compiler,
      compiles: root.compiles,
      reason: root.reason?.slice(0, 4000) ?? null,
      dependencies: root.dependencies,
      configurationTaken: root.configurationTaken,
      configurationDropped: root.configurationDropped,
      nsloc: root.nsloc,
      fileCount: root.fileCount,
    })),
  });
}
