import { copyFile, readdir, readFile, realpath, stat, writeFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { inflateSync } from "node:zlib";
import type { CloneLimits, GitRef, RefList, RepositoryRevision } from "../contract.ts";
import { OutboundError } from "../errors.ts";
import { inOwnFolder, remoteSubmodules, writeRevision } from "./clone.ts";
import type { GitModule } from "./gitmodules.ts";
import type { GitJob } from "./job.ts";
import { findRef, isCommitId } from "./refs.ts";
import { resolveCommit } from "./remote.ts";
import type { ObtainSubmodule } from "./submodules.ts";
import { initRepository } from "./worktree.ts";

const maxRefs = 50_000;
const maxSmallFile = 64 * 1024;

/**
 * Branches and tags of a git folder. The files are read by us and its objects by a repository of ours, so that nothing
 * in the folder's own configuration (filters, hooks, transports) is ever read by git.
 */
export async function readFolderRefs(folder: string): Promise<RefList> {
  const gitFolder = await findGitFolder(folder);
  const refs = new Map([...(await readPackedRefs(gitFolder)), ...(await readLooseRefs(gitFolder))]);
  const list = (prefix: string): GitRef[] =>
    [...refs]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, commit]) => ({ name: name.slice(prefix.length), commit }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  const branches = list("refs/heads/");
  const head = (await readSmall(join(gitFolder, "HEAD"))) ?? "";
  const branch = /^ref: refs\/heads\/(.+)$/.exec(head)?.[1];
  const current = branches.find(({ name }) => name === branch);
  return {
    defaultBranch: current?.name ?? null,
    head: current?.commit ?? (isCommitId(head) ? head : null),
    branches,
    tags: list("refs/tags/"),
  };
}

/** Writes one revision of a git folder with its submodules; see `Outbound.exportFolderRevision`. */
export async function exportFolder(
  job: GitJob,
  folder: string,
  ref: string | undefined,
  directory: string,
  limits: CloneLimits,
): Promise<RepositoryRevision> {
  const source = await findGitFolder(folder);
  const refs = await readFolderRefs(folder);
  const wanted = findRef(refs, ref);
  return inOwnFolder(directory, async () => {
    const gitDirectory = join(directory, "git");
    await borrowObjects(source, gitDirectory, refs.head?.length ?? 40, job.signal);
    const name = wanted.kind === "commit" ? wanted.name : wanted.commit;
    const commit = await resolveCommit(gitDirectory, name, job.signal);
    if (commit === undefined) {
      throw new OutboundError("outbound.git-ref-not-found", `The folder's repository has no commit ${name}.`);
    }
    const shallow = await exists(join(gitDirectory, "shallow"));
    const obtain = folderSubmodules(job, source, directory);
    const fetched = { refs, wanted, gitDirectory, commit, shallow, url: undefined };
    return writeRevision(job, fetched, directory, limits, obtain);
  });
}

/** The folder with the objects: the folder itself, or its `.git`. Nothing outside the folder is followed. */
async function findGitFolder(folder: string): Promise<string> {
  const root = await realpath(folder).catch(() => folder);
  for (const candidate of [join(root, ".git"), root]) {
    const real = await realpath(candidate).catch(() => undefined);
    if (real === undefined) continue;
    if (!(await stat(real)).isDirectory()) {
      throw notRepository(`${folder} is a worktree or submodule of another repository: name that one.`);
    }
    if (!(await exists(join(real, "HEAD"))) || !(await exists(join(real, "objects")))) continue;
    const objects = await realpath(join(real, "objects"));
    const parts = [real, objects];
    if (parts.some((part) => part !== root && !part.startsWith(root + sep)) || /[\n"]/.test(objects)) {
      throw notRepository(`The repository in ${folder} keeps its objects outside the folder.`);
    }
    if (await exists(join(objects, "info", "alternates"))) {
      throw notRepository(`The repository in ${folder} borrows objects of another one: clone it without --shared.`);
    }
    if (await exists(join(real, "reftable")))
      throw notRepository(`The repository in ${folder} keeps its refs in a table, which cannot be read yet.`);
    return real;
  }
  throw notRepository(`${folder} is not a git repository.`);
}

async function borrowObjects(
  source: string,
  gitDirectory: string,
  idLength: number,
  signal: AbortSignal,
): Promise<void> {
  await initRepository(gitDirectory, idLength, signal);
  await writeFile(join(gitDirectory, "objects", "info", "alternates"), `${join(source, "objects")}\n`);
  if (await exists(join(source, "shallow"))) await copyFile(join(source, "shallow"), join(gitDirectory, "shallow"));
}

/** Submodules that the folder holds itself come from there, so that no network is needed for them. */
function folderSubmodules(job: GitJob, source: string, directory: string): ObtainSubmodule {
  const remote = remoteSubmodules(job, directory);
  let made = 0;
  return async (module, url, commit, path) => {
    const local = await findModuleFolder(source, module);
    if (local === undefined) return remote(module, url, commit, path);
    made += 1;
    const gitDirectory = join(directory, "modules", `local-${made}`);
    await borrowObjects(local, gitDirectory, commit.length, job.signal);
    if ((await resolveCommit(gitDirectory, commit, job.signal)) !== undefined) return gitDirectory;
    return remote(module, url, commit, path);
  };
}

async function findModuleFolder(source: string, { name }: GitModule): Promise<string | undefined> {
  const parts = name.split("/");
  if (parts.some((part) => part === "" || part === "." || part === "..")) return undefined;
  const folder = join(source, "modules", ...parts);
  const objects = await realpath(join(folder, "objects")).catch(() => undefined);
  if (objects === undefined || !objects.startsWith(source + sep) || /[\n"]/.test(objects)) return undefined;
  return (await exists(join(objects, "info", "alternates"))) ? undefined : folder;
}

async function readPackedRefs(gitFolder: string): Promise<Map<string, string>> {
  const refs = new Map<string, string>();
  const text = await readFile(join(gitFolder, "packed-refs"), "utf8").catch(() => "");
  let last = "";
  for (const line of text.split("\n").slice(0, maxRefs)) {
    const peeled = /^\^([0-9a-f]+)$/.exec(line)?.[1];
    const [id = "", name = ""] = line.split(" ");
    if (peeled !== undefined && isCommitId(peeled)) refs.set(last, peeled);
    else if (isCommitId(id) && name.startsWith("refs/")) {
      refs.set(name, id);
      last = name;
    }
  }
  return refs;
}

async function readLooseRefs(gitFolder: string): Promise<Map<string, string>> {
  const refs = new Map<string, string>();
  const pending = ["refs/heads", "refs/tags"];
  for (let path = pending.pop(); path !== undefined && refs.size < maxRefs; path = pending.pop()) {
    for (const entry of await readdir(join(gitFolder, path), { withFileTypes: true }).catch(() => [])) {
      const child = `${path}/${entry.name}`;
      if (entry.isDirectory()) pending.push(child);
      else if (entry.isFile()) {
        const id = await readSmall(join(gitFolder, child));
        if (id !== undefined && isCommitId(id)) refs.set(child, await peelLooseTag(gitFolder, id));
      }
    }
  }
  return refs;
}

/** The commit of an annotated tag that is not packed yet; the id itself for anything else. */
async function peelLooseTag(gitFolder: string, id: string): Promise<string> {
  const path = join(gitFolder, "objects", id.slice(0, 2), id.slice(2));
  const state = await stat(path).catch(() => undefined);
  if (state?.isFile() !== true || state.size > maxSmallFile) return id;
  try {
    const text = inflateSync(await readFile(path), { maxOutputLength: maxSmallFile }).toString("latin1");
    return /^tag \d+\0object ([0-9a-f]+)\ntype commit\n/.exec(text)?.[1] ?? id;
  } catch {
    return id;
  }
}

async function readSmall(path: string): Promise<string | undefined> {
  const state = await stat(path).catch(() => undefined);
  if (state?.isFile() !== true || state.size > maxSmallFile) return undefined;
  return (await readFile(path, "utf8")).trim();
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function notRepository(message: string): OutboundError {
  return new OutboundError("outbound.not-a-repository", message);
}
