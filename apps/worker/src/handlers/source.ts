import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { requestInventory } from "@redoubt/domain/advisory/server";
import { claimFixes } from "@redoubt/domain/finding/server";
import { listOrganizationIds } from "@redoubt/domain/organization/server";
import { refreshAccess } from "@redoubt/domain/profile/server";
import { continueDemo } from "@redoubt/domain/project/server";
import { requestScan } from "@redoubt/domain/scan/server";
import { DomainError } from "@redoubt/domain/shared";
import { SOURCE_LIMITS, type ProjectRoot, type Submodule } from "@redoubt/domain/source";
import {
  comparedCommits,
  completeFetch,
  failFetch,
  type FetchTask,
  isAllowed,
  locateRevision,
  previousCommit,
  readyRevision,
  releaseFetch,
  reportFetchProgress,
  startFetch,
} from "@redoubt/domain/source/server";
import { renewSimulation } from "@redoubt/domain/economics/server";
import { requestPinCheck } from "@redoubt/domain/threat-model/server";
import { requestRevisionRuns } from "@redoubt/domain/verification/server";
import { OutboundError } from "@redoubt/outbound";
import { StorageError } from "@redoubt/storage";
import { describeProgress, type GitFacts, gitFacts } from "../pipeline/bring-git.ts";
import { readCodeOwnersFile } from "../pipeline/code-owners-file.ts";
import { checkCompiles } from "../pipeline/compile.ts";
import { isOwnSource, ownDependencyMounts } from "../pipeline/own-source.ts";
import { type RootPlan, surveyRoots } from "../pipeline/roots.ts";
import { prepareRoot } from "../pipeline/target.ts";
import { throttleLatest } from "../pipeline/throttle.ts";
import { unpackArchive } from "../pipeline/unpack.ts";
import { type HandlerContext, isRedelivered, type OrganizationHandler, type SystemHandler } from "./context.ts";

/** Brings the content of a revision, finds its roots and whether they compile, stores it, and asks for what follows. */
export const fetchRevision: OrganizationHandler = {
  locate: locateRevision,
  giveUp: async (deps, subjectId, reason) => {
    const task = await startFetch(deps, subjectId);
    if (task !== null) await failFetch(deps, task, reason);
  },
  run,
};

/** Removes the files of organizations that are gone, and content that no revision of the others uses any more. */
export const sweepStorage: SystemHandler = {
  async run({ database, tools: { storage }, log, signal }) {
    // Files first: an organization that is made meanwhile has its row before its first file.
    const stored = await storage.listOrganizations();
    const living = new Set(await listOrganizationIds(database, "source.sweep-storage"));
    for (const id of stored) {
      if (signal.aborted) return;
      if (living.has(id)) {
        const { removed, bytes } = await storage.collectGarbage(id);
        if (removed > 0) log.info({ organizationId: id, removed, bytes }, "unused content removed");
      } else {
        await storage.deleteOrganization(id);
        log.info({ organizationId: id }, "files of a removed organization deleted");
      }
    }
  },
};

interface Content {
  readonly directory: string;
  readonly git: GitFacts | null;
  readonly submodules: readonly Submodule[];
}

async function run(context: HandlerContext): Promise<void> {
  const task = await startFetch(context.deps, context.subjectId);
  if (task !== null) await fetch(context, task);
  await followUp(context);
}

/** How often a silent fetch (a long build, a slow server) is asked whether it may go on. */
const ASK_EVERY_MS = 2_000;

async function fetch(context: HandlerContext, task: FetchTask): Promise<void> {
  const { deps, tools } = context;
  const folder = join(tools.workDirectory, "fetch");
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const work = await mkdtemp(join(folder, "revision-"));
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  let latest: Progress = { phase: "starting" };
  const progress = throttleLatest(300, async (value: Progress) => {
    latest = value;
    const alive = await reportFetchProgress(deps, task, value);
    if (!alive) stop.abort(new Error("cancelled or taken over"));
  });
  const timer = setInterval(() => progress.push(latest), ASK_EVERY_MS);
  try {
    const content = await bring(context, task, work, signal, progress.push);
    await publish(context, task, content, signal, progress);
  } catch (error) {
    clearInterval(timer);
    await progress.settle().catch(() => undefined);
    if (context.signal.aborted) {
      await releaseFetch(deps, task, { redelivered: isRedelivered(context.signal) });
    } else if (!stop.signal.aborted && !isStale(error)) {
      context.log.warn({ err: error }, "revision not fetched");
      await failFetch(deps, task, reasonOf(error));
    }
  } finally {
    clearInterval(timer);
    await rm(work, { recursive: true, force: true });
  }
}

interface Progress {
  readonly phase: string;
  readonly done?: number;
  readonly total?: number;
}
type Push = (value: Progress) => void;

/** True when the database refused the result because the attempt is not the current one. */
function isStale(error: unknown): boolean {
  return error instanceof DomainError && error.code === "source.stale-attempt";
}

async function bring(
  context: HandlerContext,
  task: FetchTask,
  work: string,
  signal: AbortSignal,
  push: Push,
): Promise<Content> {
  const { outbound, allowedFolders } = context.tools;
  const limits = { maxBytes: SOURCE_LIMITS.gitBytes, maxFiles: SOURCE_LIMITS.files, timeoutMs: SOURCE_LIMITS.fetchMs };
  if (task.kind === "upload" || task.kind === "push") return bringUpload(context, task, work, signal, push);
  const ref = task.ref === "HEAD" ? {} : { ref: task.ref };
  const since = await previousCommit(context.deps, context.subjectId);
  const against = await comparedCommits(context.deps, context.subjectId);
  const common = {
    ...ref,
    directory: join(work, "repository"),
    limits,
    signal,
    onProgress: (value: Parameters<typeof describeProgress>[0]) => push(describeProgress(value)),
  };
  if (task.kind === "folder") {
    const { folder } = task;
    if (folder === null || !isAllowed(folder, { allowedFolders })) {
      throw new DomainError("source.folder-not-allowed", {
        kind: "forbidden",
        message: "The operator does not allow this folder (any more).",
      });
    }
    try {
      const revision = await outbound.exportFolderRevision({ ...common, folder });
      return {
        directory: revision.treeDirectory,
        git: await gitFacts(outbound, revision, { since, against, signal }),
        submodules: named(revision.submodules),
      };
    } catch (error) {
      // A plain folder is taken as it stands now.
      if (!(error instanceof OutboundError) || error.code !== "outbound.not-a-repository") throw error;
      return { directory: folder, git: null, submodules: [] };
    }
  }
  const token = task.token === null ? {} : { token: task.token };
  const revision = await outbound.cloneRepository({ ...common, ...token, url: task.url ?? "" });
  return {
    directory: revision.treeDirectory,
    git: await gitFacts(outbound, revision, { since, against, signal }),
    submodules: named(revision.submodules),
  };
}

function named(
  submodules: readonly { path: string; url: string; commit: string; ok: boolean; reason?: string }[],
): Submodule[] {
  return submodules.map(({ path, url, commit, ok, reason }) => ({
    path,
    url,
    commit,
    ok,
    ...(reason === undefined ? {} : { reason }),
  }));
}

async function bringUpload(
  context: HandlerContext,
  task: FetchTask,
  work: string,
  signal: AbortSignal,
  push: Push,
): Promise<Content> {
  push({ phase: "unpacking" });
  const archive = join(work, "archive");
  const directory = join(work, "tree");
  await mkdir(directory);
  await pipeline(await context.tools.storage.open(task.uploadKey ?? ""), createWriteStream(archive), { signal });
  await unpackArchive(archive, directory, SOURCE_LIMITS, signal);
  return { directory, git: null, submodules: [] };
}

async function publish(
  context: HandlerContext,
  task: FetchTask,
  content: Content,
  signal: AbortSignal,
  progress: { push: Push; settle(): Promise<void> },
): Promise<void> {
  const { deps, tools } = context;
  progress.push({ phase: "storing" });
  const tree = await tools.storage.putTree(deps.organizationId, content.directory, {
    maxBytes: SOURCE_LIMITS.unpackedBytes,
    maxFiles: SOURCE_LIMITS.files,
    signal,
  });
  const ownSource = isOwnSource(content.git?.commit ?? null);
  const survey = await surveyRoots(content.directory, {
    submodulePaths: content.submodules.map((submodule) => submodule.path),
    fetchPackage: tools.compilerStore.fetchPackage,
    ...(ownSource ? { dependencyMounts: ownDependencyMounts() } : {}),
  });
  const roots: ProjectRoot[] = [];
  for (const [index, plan] of survey.roots.entries()) {
    progress.push({
      phase: `compiling ${plan.root.path || "the top folder"}`,
      done: index,
      total: survey.roots.length,
    });
    roots.push(await compileRoot(context, plan, content.directory, ownSource, signal));
  }
  await progress.settle();
  signal.throwIfAborted();
  await completeFetch(deps, task, {
    treeKey: tree.treeKey,
    treeHash: tree.treeHash,
    commit: content.git?.commit ?? null,
    resolvedRef: content.git?.ref ?? task.ref,
    isDefaultRef: content.git?.isDefaultRef ?? true,
    label: content.git?.label ?? null,
    message: content.git?.message ?? null,
    author: content.git?.author ?? null,
    authoredAt: content.git?.authoredAt ?? null,
    depth: content.git?.depth ?? null,
    fileCount: tree.files,
    byteCount: tree.bytes,
    nsloc: survey.nsloc,
    dependencyPaths: survey.dependencyPaths,
    submodules: content.submodules,
    roots,
    ownSource,
    commits: content.git?.commits ?? [],
    renames: content.git?.renames ?? {},
    aiShare: content.git?.aiShare ?? null,
    codeOwners: await readCodeOwnersFile(content.directory),
  });
}

async function compileRoot(
  context: HandlerContext,
  plan: RootPlan,
  folder: string,
  ownSource: boolean,
  signal: AbortSignal,
): Promise<ProjectRoot> {
  if (plan.solidity === undefined) return plan.root;
  const available = await context.tools.sandbox.available();
  if (!available.ok && !ownSource) return { ...plan.root, compiles: "not-tried", reason: available.howToInstall };
  try {
    return await compileHere(context, plan, folder, ownSource, signal);
  } catch (error) {
    signal.throwIfAborted();
    // Not knowing whether it compiles is no reason to refuse the code.
    context.log.warn({ err: error }, "root not compiled");
    const reason = error instanceof Error ? error.message : String(error);
    return { ...plan.root, compiles: "not-tried", reason: `could not be tried: ${reason}` };
  }
}

async function compileHere(
  context: HandlerContext,
  plan: RootPlan,
  folder: string,
  ownSource: boolean,
  signal: AbortSignal,
): Promise<ProjectRoot> {
  const { sandbox, compilerStore, workDirectory, heavy } = context.tools;
  const prepared = await prepareRoot(plan, {
    folder,
    compilerStore,
    workDirectory: join(workDirectory, "roots"),
    ...(ownSource ? { dependencyMounts: ownDependencyMounts() } : {}),
  });
  try {
    const result = await heavy(signal, () => checkCompiles(prepared, { sandbox, ownSource, signal }));
    return { ...plan.root, compiles: result.compiles, reason: result.reason };
  } finally {
    await prepared.dispose();
  }
}

/** A new revision is scanned and its PoCs run when that was asked for; idempotent, because a redelivery comes here too. */
async function followUp({ deps, subjectId }: HandlerContext): Promise<void> {
  await claimFixes(deps, subjectId);
  await deps.withOrganization(async () => {
    const revision = await readyRevision(deps, subjectId);
    if (revision?.scanOnReady === true && !revision.hasScans) {
      await requestScan(deps, { organization: "", project: "", revision: revision.number });
    }
    if (revision !== null) await requestInventory(deps, subjectId);
    if (revision !== null) await requestPinCheck(deps, subjectId);
    if (revision !== null) await refreshAccess(deps, subjectId);
    if (revision !== null) await renewSimulation(deps);
    if (revision !== null && !revision.hasRuns) await requestRevisionRuns(deps, subjectId);
    await continueDemo(deps);
  });
}

function reasonOf(error: unknown): string {
  if (error instanceof DomainError || error instanceof OutboundError || error instanceof StorageError)
    return error.message;
  if (error instanceof Error && error.name === "TreeError") return error.message;
  return "Something went wrong on our side while fetching this. The log of the worker has the details.";
}
