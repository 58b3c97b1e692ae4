import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { gitEnvironment } from "../env.ts";

const run = promisify(execFile);

/** Nothing that the repository configures runs: no hooks, no file watcher, no pager, no writing of the index. */
const OPTIONS = [
  "-c",
  "core.hooksPath=/dev/null",
  "-c",
  "core.fsmonitor=false",
  "-c",
  "core.quotePath=false",
  "--no-pager",
];
const MOST_OUTPUT = 64 * 1024 * 1024;

/** Runs git in a folder; undefined when it fails, for what may be missing. */
export async function tryGit(folder: string, argv: readonly string[]): Promise<string | undefined> {
  return git(folder, argv).catch(() => undefined);
}

/** Runs git in a folder. Throws what Node throws, with git's words in `stderr`. */
export async function git(folder: string, argv: readonly string[]): Promise<string> {
  const { stdout } = await run("git", [...OPTIONS, ...argv], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: MOST_OUTPUT,
    windowsHide: true,
    env: gitEnvironment(),
  });
  return stdout;
}

/** What git says of the checked-out state. */
export interface Checkout {
  readonly commit: string;
  /** The branch, else the tag that is exactly here; null when neither. */
  readonly ref: string | null;
  readonly defaultBranch: string | null;
  /** Files differ from the commit, or are not in it. */
  readonly changed: boolean;
}

/** Undefined outside a repository, and in one without a commit. */
export async function readCheckout(folder: string): Promise<Checkout | undefined> {
  const commit = (await tryGit(folder, ["rev-parse", "--verify", "-q", "HEAD^{commit}"]))?.trim();
  if (!commit) return undefined;
  const branch = (await tryGit(folder, ["symbolic-ref", "-q", "--short", "HEAD"]))?.trim();
  const tag = branch ? undefined : (await tryGit(folder, ["describe", "--exact-match", "--tags", "HEAD"]))?.trim();
  const remote = (await tryGit(folder, ["symbolic-ref", "-q", "--short", "refs/remotes/origin/HEAD"]))?.trim();
  const status = await tryGit(folder, ["status", "--porcelain=v1", "-z", "--untracked-files=normal", "--", "."]);
  return {
    commit,
    ref: branch || tag || null,
    defaultBranch: remote?.replace(/^origin\//, "") || null,
    changed: status === undefined || status !== "",
  };
}

export interface Commit {
  readonly sha: string;
  readonly author: string;
  readonly message: string;
  /** What it changed, at most 300; of merges nothing. */
  readonly files: readonly string[];
}

const MOST_COMMITS = 250;
const MOST_MESSAGE = 8000;
const MOST_FILES = 300;

/** Messages of commits, newest first: those after `since` where git has it, else the last one alone. */
export async function readCommits(folder: string, since: string | undefined): Promise<readonly Commit[]> {
  const known = since !== undefined && /^[0-9a-f]{7,64}$/.test(since) && !/^0+$/.test(since);
  const range = known && (await tryGit(folder, ["cat-file", "-e", `${since}^{commit}`])) !== undefined;
  const log = async (...args: string[]): Promise<string[]> => {
    const most = `--max-count=${range ? MOST_COMMITS : 1}`;
    const output = await tryGit(folder, ["log", "-z", most, ...args, range ? `${since}..HEAD` : "HEAD", "--"]);
    return (output ?? "").split("\0");
  };
  // A message holds no NUL, so that three fields are a commit whatever it says.
  const fields = await log("--format=%H%x00%ae%x00%B");
  const commits: { sha: string; author: string; message: string; files: string[] }[] = [];
  for (let at = 0; at + 2 < fields.length; at += 3) {
    const [sha = "", author = "", message = ""] = fields.slice(at, at + 3);
    commits.push({ sha, author: author.slice(0, 254), message: message.trim().slice(0, MOST_MESSAGE), files: [] });
  }
  let next = 0;
  for (const name of await log("--format=%H", "--name-only")) {
    if (name === commits[next]?.sha) next += 1;
    else {
      const files = commits[next - 1]?.files;
      const file = name.replace(/^\n/, "");
      if (files !== undefined && file !== "" && file.length <= 1000 && files.length < MOST_FILES) files.push(file);
    }
  }
  return commits;
}
