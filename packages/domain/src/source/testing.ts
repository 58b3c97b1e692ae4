import { toUuid } from "../shared/index.ts";
import type { ProjectDeps } from "../shared/server.ts";
import type { ProjectRoot } from "./schema.ts";
import { completeFetch, type FetchedRevision } from "./use-cases/complete-fetch.ts";
import { connectGit } from "./use-cases/connect-git.ts";
import { requestRevision } from "./use-cases/request-revision.ts";
import { startFetch } from "./use-cases/start-fetch.ts";

export const TEST_ROOT: ProjectRoot = {
  kind: "foundry",
  path: "",
  languages: ["solidity"],
  compiler: "0.8.28",
  compiles: "yes",
  reason: null,
  dependencies: [],
  configurationTaken: [],
  configurationDropped: [],
  nsloc: 100,
  fileCount: 3,
};

/** Content facts of a fetched revision; `depth` orders it among others of its source. */
export function fetchedRevision(over: Partial<FetchedRevision> = {}): FetchedRevision {
  const depth = over.depth === undefined ? 1 : over.depth;
  const commit = String(depth ?? 1).padStart(40, "0");
  return {
    treeKey: `tree-${commit}`,
    treeHash: commit,
    commit,
    resolvedRef: "main",
    isDefaultRef: true,
    label: null,
    message: "work",
    author: "someone",
    authoredAt: null,
    depth,
    fileCount: 3,
    byteCount: 300,
    nsloc: 100,
    dependencyPaths: [],
    submodules: [],
    roots: [TEST_ROOT],
    ownSource: false,
    commits: [],
    renames: {},
    aiShare: null,
    codeOwners: null,
    ...over,
  };
}

export interface TestRevision {
  readonly revisionId: string;
  readonly number: number;
  readonly sourceId: string;
}

/** A git source with one ready revision. */
export async function createTestRevision(
  deps: ProjectDeps,
  over: Partial<FetchedRevision> = {},
): Promise<TestRevision> {
  const scope = { organization: "x", project: "x" };
  const { source, revision } = await connectGit(deps, { ...scope, url: "https://git.example.org/vault.git" });
  const sourceId = toUuid(source.id);
  return { ...(await finishFetch(deps, revision, over)), sourceId };
}

/** One more ready revision of a source, deeper than those before unless told otherwise. */
export async function addTestRevision(
  deps: ProjectDeps,
  sourceId: string,
  over: Partial<FetchedRevision> & { readonly depth: number | null },
  ref?: string,
): Promise<TestRevision> {
  const scope = { organization: "x", project: "x" };
  const { number } = await requestRevision(deps, {
    ...scope,
    sourceId,
    scan: false,
    ...(ref === undefined ? {} : { ref }),
  });
  return { ...(await finishFetch(deps, number, over)), sourceId };
}

async function finishFetch(deps: ProjectDeps, number: number, over: Partial<FetchedRevision>) {
  const revisionId = await deps.withOrganization(async (tx) => {
    const row = await tx.db.revision.findFirstOrThrow({
      where: { organizationId: deps.organizationId, projectId: deps.projectId, number },
      select: { id: true },
    });
    return row.id;
  });
  const task = await startFetch(deps, revisionId);
  if (task === null) throw new Error("the revision was not waiting");
  await completeFetch(deps, task, fetchedRevision(over));
  return { revisionId, number };
}
