import type { CommitWork } from "../contract.ts";
import { resolveCommit } from "./remote.ts";
import { runGit } from "./run-git.ts";

const MOST_COMMITS = 5000;
const MOST_LABELS = 20;
/** Lines of a commit message that name who else wrote it, by the conventions of git trailers. */
const LABEL = /^\s*(?:co-authored-by|assisted-by|generated-by|authored-by)\s*:\s*(.{1,300})$/gim;

/** See `Outbound.listWork`. */
export async function listWork(
  gitDirectory: string,
  commit: string,
  options: { signal?: AbortSignal } = {},
): Promise<CommitWork[] | null> {
  const { signal } = options;
  const id = await resolveCommit(gitDirectory, commit, signal);
  if (id === undefined) return null;
  const shallow = await runGit({ args: ["rev-parse", "--is-shallow-repository"], gitDirectory, signal });
  if (shallow.toString("utf8").trim() === "true") return null;
  const log = async (...args: string[]): Promise<string> => {
    const range = ["log", `--max-count=${MOST_COMMITS}`, "--no-merges", "--encoding=UTF-8", ...args, id];
    return (await runGit({ args: range, gitDirectory, signal })).toString("utf8");
  };
  const work = new Map<string, { author: string; labels: string[]; added: number }>();
  // A message holds no NUL, so that three fields are a commit whatever it says.
  const fields = (await log("-z", "--format=%H%x00%an <%ae>%x00%B")).split("\0");
  for (let at = 0; at + 2 < fields.length; at += 3) {
    const [hash = "", author = "", message = ""] = fields.slice(at, at + 3);
    const labels = [...message.matchAll(LABEL)].slice(0, MOST_LABELS).map((found) => (found[1] ?? "").trim());
    work.set(hash, { author: author.slice(0, 300), labels, added: 0 });
  }
  // Names of files are quoted, so that a line is a commit or the numbers of one file.
  let current: { added: number } | undefined;
  for (const line of (await log("--format=%H", "--numstat", "--no-ext-diff", "--no-textconv", "-M")).split("\n")) {
    const added = /^(\d+)\t(?:\d+|-)\t/.exec(line)?.[1];
    if (added === undefined) current = work.get(line) ?? current;
    else if (current !== undefined) current.added += Number(added);
  }
  return [...work.values()];
}
