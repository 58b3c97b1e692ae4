import { lstat, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { SubmoduleResult } from "../contract.ts";
import { OutboundError } from "../errors.ts";
import { type GitModule, parseGitModules, submoduleUrl } from "./gitmodules.ts";
import type { GitJob } from "./job.ts";
import { isCommitId } from "./refs.ts";
import { runGit } from "./run-git.ts";
import { listTree, type TreeList } from "./tree-list.ts";
import { writeTree } from "./worktree.ts";

const maxSubmodules = 30;
const maxDepth = 3;
const maxGitModulesBytes = 1024 * 1024;

/** A revision whose files are written already. */
export interface WrittenRevision {
  readonly gitDirectory: string;
  readonly commit: string;
  readonly list: TreeList;
  readonly folder: string;
  /** Its own address, for relative ones; undefined for a folder on this machine. */
  readonly url: string | undefined;
}

/** Brings a pinned commit of a submodule into a repository of ours and returns that repository's folder. */
export type ObtainSubmodule = (
  module: GitModule,
  url: string | undefined,
  commit: string,
  path: string,
) => Promise<string>;

/**
 * Writes the submodules of a revision below it, nested ones too: at most 30, three levels deep, within the job's
 * budgets. What cannot be had is named with its reason; only cancelling and the time limit end the whole.
 */
export async function writeSubmodules(
  job: GitJob,
  revision: WrittenRevision,
  obtain: ObtainSubmodule,
): Promise<SubmoduleResult[]> {
  const results: SubmoduleResult[] = [];
  const visit = async (parent: WrittenRevision, prefix: string, depth: number): Promise<void> => {
    const modules = await readGitModules(parent, job.signal);
    for (const link of parent.list.links) {
      const module = modules.find(({ path }) => path === link.path);
      const path = prefix + link.path;
      const url = module === undefined ? undefined : submoduleUrl(module.url, parent.url);
      const entry = { path, url: url ?? module?.url ?? "", commit: link.commit };
      const refuse = (reason: string): void => void results.push({ ...entry, ok: false, reason });
      if (module === undefined) refuse("It is not named in .gitmodules.");
      else if (depth > maxDepth) refuse(`It is nested more than ${maxDepth} levels deep.`);
      else if (results.length >= maxSubmodules) refuse(`The repository has more than ${maxSubmodules} submodules.`);
      else if (!isCommitId(link.commit)) refuse("Its commit id is not valid.");
      else {
        const index = results.push({ ...entry, ok: true }) - 1;
        job.onProgress({ phase: "submodules", done: results.length });
        try {
          const written = await writeOne(module, url, parent, link, path);
          await visit(written, `${path}/`, depth + 1);
        } catch (error) {
          job.signal.throwIfAborted();
          if (!(error instanceof OutboundError)) throw error;
          results[index] = { ...entry, ok: false, reason: error.message };
        }
      }
    }
  };
  const writeOne = async (
    module: GitModule,
    url: string | undefined,
    parent: WrittenRevision,
    link: { path: string; commit: string },
    path: string,
  ): Promise<WrittenRevision> => {
    const gitDirectory = await obtain(module, url, link.commit, path);
    const folder = await emptyFolder(parent.folder, link.path);
    const before = { ...job.files };
    try {
      const list = await listTree(gitDirectory, link.commit, job.files, job.signal);
      await writeTree(gitDirectory, link.commit, folder, job.signal);
      return { gitDirectory, commit: link.commit, list, folder, url };
    } catch (error) {
      Object.assign(job.files, before);
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  };
  await visit(revision, "", 1);
  return results;
}

async function readGitModules(revision: WrittenRevision, signal: AbortSignal): Promise<GitModule[]> {
  if (!revision.list.hasGitModules) return [];
  const text = await runGit({
    args: ["cat-file", "blob", `${revision.commit}:.gitmodules`],
    gitDirectory: revision.gitDirectory,
    maxOutputBytes: maxGitModulesBytes,
    signal,
  });
  return parseGitModules(text.toString("utf8"));
}

/** The empty folder of a submodule, made without passing through a link that the repository brought. */
async function emptyFolder(root: string, path: string): Promise<string> {
  let folder = root;
  for (const part of path.split("/")) {
    if (part === "" || part === "." || part === ".." || part.toLowerCase() === ".git") throw unusable(path);
    folder = join(folder, part);
    await mkdir(folder).catch((error: unknown) => {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    });
    if (!(await lstat(folder)).isDirectory()) throw unusable(path);
  }
  if ((await readdir(folder)).length > 0) throw unusable(path);
  return folder;
}

function unusable(path: string): OutboundError {
  return new OutboundError("outbound.git-failed", `The submodule path ${path} cannot be used.`);
}
