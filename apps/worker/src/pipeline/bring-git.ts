import { aiShareOf, keptRenames, type PushedCommit, type Renames } from "@redoubt/domain/source";
import type { CloneProgress, Outbound, RepositoryRevision } from "@redoubt/outbound";

/** Everything that git knows of a fetched revision. */
export interface GitFacts {
  readonly commit: string;
  /** The default branch when the commit lies on it, else the ref that was asked for. */
  readonly ref: string;
  readonly isDefaultRef: boolean;
  /** A tag on exactly this commit. */
  readonly label: string | null;
  readonly message: string;
  readonly author: string;
  readonly authoredAt: Date;
  readonly depth: number | null;
  /** Since the commit that was named, newest first. */
  readonly commits: readonly PushedCommit[];
  /** Since the commits that it is compared with, old name to new one. */
  readonly renames: Renames;
  /** Percent of the added lines of its history that authors labelled as written by AI; null where that is not whole. */
  readonly aiShare: number | null;
}

/**
 * Says where a commit belongs: a tagged commit on the default branch counts as that branch's, under its tag's name. `since` is
 * the commit that was fetched before; without it nothing is known to be new. `against` are those whose files may have
 * other names by now, the nearest first.
 */
export async function gitFacts(
  outbound: Outbound,
  revision: RepositoryRevision,
  { since, against, signal }: { since: string | null; against: readonly string[]; signal: AbortSignal },
): Promise<GitFacts> {
  const { gitDirectory, commit, defaultBranch } = revision;
  const description = await outbound.describeCommit(gitDirectory, commit, { signal });
  const head = revision.branches.find((branch) => branch.name === defaultBranch)?.commit ?? null;
  const onDefault =
    revision.isDefaultRef ||
    (head !== null && !revision.shallow && (await outbound.isAncestor(gitDirectory, commit, head)));
  const commits = since === null ? [] : await outbound.listCommits(gitDirectory, commit, { since, signal });
  const renames: { from: string; path: string }[] = [];
  for (const before of against) {
    const { changes } = await outbound.describeCommit(gitDirectory, commit, { against: before, signal });
    for (const { kind, from, path } of changes ?? []) {
      if (kind === "renamed" && from !== undefined) renames.push({ from, path });
    }
  }
  const work = await outbound.listWork(gitDirectory, commit, { signal });
  const tag = revision.tags.find((candidate) => candidate.commit === commit);
  return {
    commit,
    ref: onDefault && defaultBranch !== null ? defaultBranch : revision.ref,
    isDefaultRef: onDefault,
    label: tag?.name ?? null,
    message: description.message,
    author: description.author,
    authoredAt: description.authoredAt,
    depth: description.depth,
    commits: commits.map(({ id, author, message, files }) => ({ sha: id, author, message, files: [...files] })),
    renames: keptRenames(renames),
    aiShare: work === null ? null : aiShareOf(work),
  };
}

const PHASES: Readonly<Record<CloneProgress["phase"], string>> = {
  connecting: "connecting",
  receiving: "receiving",
  resolving: "resolving",
  writing: "writing files",
  submodules: "fetching submodules",
};

/** Git's progress in the words of the product. */
export function describeProgress(progress: CloneProgress): { phase: string; done?: number; total?: number } {
  const { phase, done, total } = progress;
  return {
    phase: PHASES[phase],
    ...(done === undefined ? {} : { done }),
    ...(total === undefined ? {} : { total }),
  };
}
