import type { CommitDescription, PathChange } from "../contract.ts";
import { OutboundError } from "../errors.ts";
import { resolveCommit } from "./remote.ts";
import { runGit } from "./run-git.ts";

const kinds: Readonly<Record<string, PathChange["kind"]>> = {
  A: "added",
  M: "modified",
  D: "deleted",
  R: "renamed",
  C: "copied",
  T: "type-changed",
};

/** Author, time, message, depth and changed paths of a commit; throws `outbound.git-ref-not-found`. */
export async function describeCommit(
  gitDirectory: string,
  commit: string,
  options: { against?: string; signal?: AbortSignal } = {},
): Promise<CommitDescription> {
  const { signal } = options;
  const id = await resolveCommit(gitDirectory, commit, signal);
  if (id === undefined) {
    throw new OutboundError("outbound.git-ref-not-found", `The repository has no commit ${commit}.`);
  }
  const format = ["%H", "%P", "%an", "%aI", "%B"].join("%x00");
  const log = await runGit({ args: ["log", "-1", `--format=${format}`, "--encoding=UTF-8", id], gitDirectory, signal });
  const [, parents = "", author = "", authoredAt = "", message = ""] = log.toString("utf8").split("\0");
  const shallow = (await runGit({ args: ["rev-parse", "--is-shallow-repository"], gitDirectory, signal })).toString(
    "utf8",
  );
  return {
    commit: id,
    parents: parents.split(" ").filter((parent) => parent !== ""),
    author,
    authoredAt: new Date(authoredAt),
    message: message.trim(),
    depth: shallow.trim() === "true" ? null : await countCommits(gitDirectory, id, signal),
    changes: options.against === undefined ? null : await changesBetween(gitDirectory, options.against, id, signal),
  };
}

/** See `Outbound.isAncestor`. */
export async function isAncestor(gitDirectory: string, ancestor: string, commit: string): Promise<boolean> {
  const [older, newer] = await Promise.all([
    resolveCommit(gitDirectory, ancestor),
    resolveCommit(gitDirectory, commit),
  ]);
  if (older === undefined || newer === undefined) return false;
  // Of the commits that the older one has and the newer one has not, an ancestor has none.
  return (await runGit({ args: ["rev-list", "-1", older, `^${newer}`], gitDirectory })).length === 0;
}

async function countCommits(gitDirectory: string, commit: string, signal: AbortSignal | undefined): Promise<number> {
  return Number((await runGit({ args: ["rev-list", "--count", commit], gitDirectory, signal })).toString("utf8"));
}

async function changesBetween(
  gitDirectory: string,
  against: string,
  commit: string,
  signal: AbortSignal | undefined,
): Promise<PathChange[] | null> {
  const from = await resolveCommit(gitDirectory, against, signal);
  if (from === undefined) return null;
  const args = [
    "diff-tree",
    "-r",
    "-z",
    "-M",
    "-l2000",
    "--no-ext-diff",
    "--no-textconv",
    "--name-status",
    from,
    commit,
  ];
  const fields = (await runGit({ args, gitDirectory, signal })).toString("utf8").split("\0");
  const changes: PathChange[] = [];
  for (let at = 0; at + 1 < fields.length; ) {
    const status = fields[at] ?? "";
    const kind = kinds[status.charAt(0)] ?? "modified";
    if (kind === "renamed" || kind === "copied") {
      changes.push({ kind, from: fields[at + 1] ?? "", path: fields[at + 2] ?? "" });
      at += 3;
    } else {
      changes.push({ kind, path: fields[at + 1] ?? "" });
      at += 2;
    }
  }
  return changes;
}
