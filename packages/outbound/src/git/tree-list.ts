import { OutboundError } from "../errors.ts";
import { runGit } from "./run-git.ts";

/** What one commit would write to disk. */
export interface TreeList {
  readonly files: number;
  readonly bytes: number;
  /** Submodules as the commit pins them. */
  readonly links: readonly { readonly path: string; readonly commit: string }[];
  readonly hasGitModules: boolean;
}

/** What the files of a clone and its submodules may still take. */
export interface FileBudget {
  files: number;
  bytes: number;
}

/**
 * Lists a commit before anything is written, against the budget: a small pack can unfold to any size. Takes what it
 * counts from the budget; throws `outbound.too-large` or `outbound.too-many-files`.
 */
export async function listTree(
  gitDirectory: string,
  commit: string,
  budget: FileBudget,
  signal: AbortSignal | undefined,
): Promise<TreeList> {
  const list = { files: 0, bytes: 0, links: [] as { path: string; commit: string }[], hasGitModules: false };
  let open = Buffer.alloc(0);
  const take = (record: string): void => {
    const match = /^(\d{6}) (\w+) ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(record);
    if (match === null) return;
    const [, mode, kind, id = "", size, path = ""] = match;
    if (kind === "commit") list.links.push({ path, commit: id });
    else {
      list.files += 1;
      list.bytes += Number(size);
      if (path === ".gitmodules" && mode === "100644") list.hasGitModules = true;
    }
    if (list.files + list.links.length > budget.files) {
      throw new OutboundError("outbound.too-many-files", "The repository has more files than allowed.");
    }
    if (list.bytes > budget.bytes)
      throw new OutboundError("outbound.too-large", "The repository's files are larger than allowed.");
  };
  await runGit({
    args: ["ls-tree", "-r", "-l", "-z", "--full-tree", commit],
    gitDirectory,
    signal,
    onOutput: (chunk) => {
      open = Buffer.concat([open, chunk]);
      for (let end = open.indexOf(0); end >= 0; end = open.indexOf(0)) {
        take(open.toString("utf8", 0, end));
        open = open.subarray(end + 1);
      }
    },
  });
  budget.files -= list.files;
  budget.bytes -= list.bytes;
  return list;
}
