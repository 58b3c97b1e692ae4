import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { CloneLimits, RefList, RepositoryRevision } from "../contract.ts";
import type { GitJob } from "./job.ts";
import { findRef, isCommitId, type WantedRef } from "./refs.ts";
import { fetchPinned, fetchWanted, listRemote } from "./remote.ts";
import { type ObtainSubmodule, writeSubmodules } from "./submodules.ts";
import { listTree } from "./tree-list.ts";
import { writeTree } from "./worktree.ts";

/** A fetched revision before its files are written. */
export interface FetchedRevision {
  readonly refs: RefList;
  readonly wanted: WantedRef;
  readonly gitDirectory: string;
  readonly commit: string;
  readonly shallow: boolean;
  readonly url: string | undefined;
}

/** Clones one revision with its submodules; the deadline and the budgets are the job's. */
export async function cloneRemote(
  job: GitJob,
  url: string,
  ref: string | undefined,
  directory: string,
  limits: CloneLimits,
): Promise<RepositoryRevision> {
  return inOwnFolder(directory, async () => {
    job.onProgress({ phase: "connecting" });
    const refs = await listRemote(job, url);
    const wanted = findRef(refs, ref);
    const gitDirectory = join(directory, "git");
    const fetched = await fetchWanted(job, url, gitDirectory, wanted, idLengthOf(refs, wanted));
    return writeRevision(
      job,
      { refs, wanted, gitDirectory, url, ...fetched },
      directory,
      limits,
      remoteSubmodules(job, directory),
    );
  });
}

/** Writes the files of a fetched revision and its submodules to `tree`. */
export async function writeRevision(
  job: GitJob,
  fetched: FetchedRevision,
  directory: string,
  limits: CloneLimits,
  obtain: ObtainSubmodule,
): Promise<RepositoryRevision> {
  const { refs, wanted, gitDirectory, commit, shallow, url } = fetched;
  const folder = join(directory, "tree");
  job.onProgress({ phase: "writing" });
  const list = await listTree(gitDirectory, commit, job.files, job.signal);
  await writeTree(gitDirectory, commit, folder, job.signal);
  const submodules = await writeSubmodules(job, { gitDirectory, commit, list, folder, url }, obtain);
  return {
    ...refs,
    treeDirectory: folder,
    gitDirectory,
    commit,
    ref: wanted.kind === "commit" ? commit : wanted.name,
    isDefaultRef: wanted.kind === "branch" && wanted.name === refs.defaultBranch,
    shallow,
    submodules,
    files: limits.maxFiles - job.files.files,
    bytes: limits.maxBytes - job.files.bytes,
  };
}

/** Obtains submodules over the network, each commit once: many repositories pin the same library several times. */
export function remoteSubmodules(job: GitJob, directory: string): ObtainSubmodule {
  const known = new Map<string, string>();
  return async (_module, url, commit) => {
    const address = job.policy.parseUrl(url ?? "", "git").href;
    const key = `${commit} ${address}`;
    const gitDirectory = known.get(key) ?? join(directory, "modules", String(known.size));
    if (!known.has(key)) {
      await rm(gitDirectory, { recursive: true, force: true });
      await fetchPinned(job, address, gitDirectory, commit);
      known.set(key, gitDirectory);
    }
    return gitDirectory;
  };
}

/** Runs with an empty folder of its own, and empties it again when that fails. */
export async function inOwnFolder<T>(directory: string, operation: () => Promise<T>): Promise<T> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if ((await readdir(directory)).length > 0) throw new Error(`The folder ${directory} is not empty.`);
  try {
    return await operation();
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

function idLengthOf(refs: RefList, wanted: WantedRef): number {
  const known = refs.head ?? refs.branches[0]?.commit ?? refs.tags[0]?.commit ?? wanted.name;
  return isCommitId(known) ? known.length : 40;
}
