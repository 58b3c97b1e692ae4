import { z } from "zod";

/** Most commits that one revision keeps or takes, and most files of which it knows who changed them last. */
export const COMMIT_LIMITS = {
  commits: 250,
  message: 8000,
  files: 300,
  authors: 5000,
  codeOwnersBytes: 256 * 1024,
} as const;

const Sha = z.string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/, "a whole commit id");

/** One commit as git tells it, newest first in lists; `author` is an e-mail, `files` what it changed. */
export const PushedCommit = z.strictObject({
  sha: Sha,
  author: z.string().max(254),
  message: z.string().max(COMMIT_LIMITS.message),
  files: z.array(z.string().min(1).max(1000)).max(COMMIT_LIMITS.files).default([]),
});
export type PushedCommit = z.infer<typeof PushedCommit>;

/** What a push tells of its commits: those since the state that it is compared with. */
export const PushCommits = z.strictObject({ commits: z.array(PushedCommit).max(COMMIT_LIMITS.commits) });
export type PushCommits = z.infer<typeof PushCommits>;

/** What a revision keeps of a commit that carries trailers. */
export const RevisionCommit = z.object({
  sha: z.string(),
  author: z.string(),
  subject: z.string(),
  trailers: z.array(z.string()),
});
export type RevisionCommit = z.infer<typeof RevisionCommit>;

/** The file CODEOWNERS of a revision, and where it lies: that decides how it is read. */
export const CodeOwnersFile = z.object({ place: z.string(), text: z.string() });
export type CodeOwnersFile = z.infer<typeof CodeOwnersFile>;

export interface RevisionChanges {
  readonly commits: readonly RevisionCommit[];
  readonly fileAuthors: Readonly<Record<string, string>>;
}

const TRAILER = /^\s*(?:[*-]\s+)?([A-Za-z][A-Za-z-]{1,40}):[ \t]+(\S.{0,300})$/;
const MOST_TRAILERS = 20;

/**
 * Lines `Key: value` of a message below its subject, wherever they stand: squashed commits carry those of the messages
 * that they are made of. At most 20.
 */
export function trailersOf(message: string): string[] {
  const lines = message.slice(0, COMMIT_LIMITS.message).split(/\r?\n/).slice(1);
  return lines
    .flatMap((line) => {
      const [, key, value] = TRAILER.exec(line) ?? [];
      return key === undefined || value === undefined ? [] : [`${key}: ${value.trim()}`];
    })
    .slice(0, MOST_TRAILERS);
}

/** What is kept of commits, newest first: those with trailers, and who changed each file last. */
export function changesOf(commits: readonly PushedCommit[]): RevisionChanges {
  const authors = new Map<string, string>();
  for (const { author, files } of commits) {
    for (const file of files) {
      if (authors.size < COMMIT_LIMITS.authors && !authors.has(file)) authors.set(file, author.toLowerCase());
    }
  }
  const kept = commits.flatMap(({ sha, author, message }) => {
    const trailers = trailersOf(message);
    if (trailers.length === 0) return [];
    return [
      { sha, author: author.toLowerCase(), subject: clean(message.split("\n")[0] ?? "").slice(0, 200), trailers },
    ];
  });
  return { commits: kept, fileAuthors: Object.fromEntries(authors) };
}

const clean = (text: string): string => text.replaceAll("\0", "\uFFFD").toWellFormed().trim();
