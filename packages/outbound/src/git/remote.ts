import { rm } from "node:fs/promises";
import type { CloneProgress, RefList } from "../contract.ts";
import { OutboundError } from "../errors.ts";
import type { GitJob } from "./job.ts";
import { startGitProxy } from "./proxy.ts";
import { isCommitId, parseRefList, type WantedRef } from "./refs.ts";
import { type GitCommand, runGit } from "./run-git.ts";
import { initRepository } from "./worktree.ts";

const revisionRef = "refs/redoubt/revision";
const everything = ["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"];

/** Branches, tags and HEAD of a repository at an https address. */
export async function listRemote(job: GitJob, url: string): Promise<RefList> {
  const output = await runRemote(job, url, (address) => ({ args: ["ls-remote", "--symref", "--", address] }));
  return parseRefList(output.toString("utf8"));
}

/**
 * Fetches what was asked for with its history into a new repository and returns the commit. Where the history does not
 * fit the budget, fetches the commit alone and says so.
 */
export async function fetchWanted(
  job: GitJob,
  url: string,
  gitDirectory: string,
  wanted: WantedRef,
  idLength: number,
): Promise<{ commit: string; shallow: boolean }> {
  const whole = job.received.left;
  try {
    await initRepository(gitDirectory, idLength, job.signal);
    return { commit: await fetchOnce(job, url, gitDirectory, wanted, []), shallow: false };
  } catch (error) {
    if (!(error instanceof OutboundError) || error.code !== "outbound.too-large" || isPartialId(wanted)) throw error;
    job.received.left = whole;
    await rm(gitDirectory, { recursive: true, force: true });
    await initRepository(gitDirectory, idLength, job.signal);
    return { commit: await fetchOnce(job, url, gitDirectory, wanted, ["--depth=1"]), shallow: true };
  }
}

/** Fetches one commit without its history, as submodules need it. */
export async function fetchPinned(job: GitJob, url: string, gitDirectory: string, commit: string): Promise<void> {
  await initRepository(gitDirectory, commit.length, job.signal);
  await fetchOnce(job, url, gitDirectory, { kind: "commit", name: commit }, ["--depth=1"]);
}

/** The commit id behind a name that is in the repository; undefined when it is not there. */
export async function resolveCommit(
  gitDirectory: string,
  name: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  try {
    const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
    return (await runGit({ args, gitDirectory, signal })).toString("utf8").trim();
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof OutboundError) return undefined;
    throw error;
  }
}

async function fetchOnce(
  job: GitJob,
  url: string,
  gitDirectory: string,
  wanted: WantedRef,
  depth: readonly string[],
): Promise<string> {
  let name = revisionRef;
  if (wanted.kind !== "commit") await fetchSpecs(job, url, gitDirectory, [`+${wanted.fullName}:${revisionRef}`], depth);
  else if (isPartialId(wanted)) {
    await fetchSpecs(job, url, gitDirectory, everything, []);
    name = wanted.name;
  } else {
    try {
      await fetchSpecs(job, url, gitDirectory, [`+${wanted.name}:${revisionRef}`], depth);
    } catch (error) {
      if (!(error instanceof OutboundError) || error.code !== "outbound.git-failed") throw error;
      // Not every server hands out a commit that is no tip: then look for it in the history of all tips.
      await fetchSpecs(job, url, gitDirectory, everything, []);
      name = wanted.name;
    }
  }
  const commit = await resolveCommit(gitDirectory, name, job.signal);
  if (commit === undefined) {
    throw new OutboundError("outbound.git-ref-not-found", `The repository has no commit ${wanted.name}.`);
  }
  return commit;
}

async function fetchSpecs(
  job: GitJob,
  url: string,
  gitDirectory: string,
  specs: readonly string[],
  depth: readonly string[],
): Promise<void> {
  await runRemote(job, url, (address) => ({
    args: [
      "fetch",
      "--no-tags",
      "--no-recurse-submodules",
      "--no-write-fetch-head",
      "--progress",
      ...depth,
      "--",
      address,
      ...specs,
    ],
    gitDirectory,
    onErrorLine: (line) => {
      const progress = parseProgress(line);
      if (progress !== undefined) job.onProgress(progress);
    },
  }));
}

/** Runs git with its own proxy to one address; what the proxy knows about a failure is better than what git says. */
async function runRemote(job: GitJob, url: string, command: (address: string) => GitCommand): Promise<Buffer> {
  const target = job.policy.parseUrl(url, "git");
  const exhausted = new AbortController();
  const proxy = await startGitProxy(job.policy, target, job.received, () => exhausted.abort());
  const credential = job.credential?.origin === target.origin ? job.credential : undefined;
  const address = new URL(target);
  // Only the name: the token itself is asked for by askpass.
  if (credential !== undefined) address.username = credential.username;
  try {
    return await runGit({
      ...command(address.href),
      network: {
        protocol: target.protocol === "http:" ? "http" : "https",
        proxyUrl: proxy.url,
        token: credential?.token,
        certificateFile: job.certificateFile,
      },
      signal: AbortSignal.any([job.signal, exhausted.signal]),
    });
  } catch (error) {
    job.signal.throwIfAborted();
    throw proxy.problem() ?? error;
  } finally {
    await proxy.close();
  }
}

function isPartialId(wanted: WantedRef): boolean {
  return wanted.kind === "commit" && !isCommitId(wanted.name);
}

/** Reads lines such as `Receiving objects:  45% (450/1000), 1.20 MiB | 600.00 KiB/s`. */
function parseProgress(line: string): CloneProgress | undefined {
  const match = /^(Receiving objects|Resolving deltas): +\d+% \((\d+)\/(\d+)\)/.exec(line);
  if (match === null) return undefined;
  const phase = match[1] === "Receiving objects" ? "receiving" : "resolving";
  return { phase, done: Number(match[2]), total: Number(match[3]) };
}
