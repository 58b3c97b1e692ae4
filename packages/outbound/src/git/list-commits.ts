import type { CommitLine } from "../contract.ts";
import { resolveCommit } from "./remote.ts";
import { runGit } from "./run-git.ts";

const MOST_COMMITS = 250;
const MOST_FILES = 300;
const MOST_MESSAGE = 8000;

/** See `Outbound.listCommits`. */
export async function listCommits(
  gitDirectory: string,
  commit: string,
  options: { since: string; signal?: AbortSignal },
): Promise<CommitLine[]> {
  const { signal } = options;
  const [from, to] = [
    await resolveCommit(gitDirectory, options.since, signal),
    await resolveCommit(gitDirectory, commit, signal),
  ];
  if (from === undefined || to === undefined) return [];
  const log = async (...args: string[]): Promise<string[]> => {
    const range = [`--max-count=${MOST_COMMITS}`, "--encoding=UTF-8", "-z", ...args, to, `^${from}`];
    return (await runGit({ args: ["log", ...range], gitDirectory, signal })).toString("utf8").split("\0");
  };
  // A message holds no NUL, so that three fields are a commit whatever it says.
  const fields = await log("--format=%H%x00%ae%x00%B");
  const commits: { id: string; author: string; message: string; files: string[] }[] = [];
  for (let at = 0; at + 2 < fields.length; at += 3) {
    const [id = "", author = "", message = ""] = fields.slice(at, at + 3);
    commits.push({ id, author: author.slice(0, 254), message: message.trim().slice(0, MOST_MESSAGE), files: [] });
  }
  let next = 0;
  for (const name of await log("--format=%H", "--name-only", "--no-ext-diff", "--no-textconv")) {
    if (name === commits[next]?.id) next += 1;
    else {
      const files = commits[next - 1]?.files;
      const file = name.replace(/^\n/, "");
      if (files !== undefined && file !== "" && file.length <= 1000 && files.length < MOST_FILES) files.push(file);
    }
  }
  return commits;
}
