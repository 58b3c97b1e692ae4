import type { Finding } from "../api/schemas.ts";

/** What a comment box says about why there is none. */
export interface NoComments {
  readonly reason: string;
}

/** Where the sticky comment lives: the pull request's own conversation. */
export interface CommentBox {
  /** Comments that this token's account wrote, oldest first; all pages. */
  own(): AsyncIterable<{ readonly id: string; readonly body: string }>;
  create(body: string): Promise<void>;
  edit(id: string, body: string): Promise<void>;
}

/** What the platform tells of this run. */
export interface Pipeline {
  readonly platform: "github" | "gitlab" | "other";
  /** Grows from run to run: an older run must not overwrite what a newer one said. */
  readonly run: bigint;
  /** As the server keeps it: a branch or tag, or `pull/12`, whatever the branch of the pull request is called. */
  readonly ref: string | undefined;
  readonly isDefaultBranch: boolean;
  readonly defaultBranch: string | undefined;
  /** What this state is compared with; undefined on the default branch. */
  readonly base: string | undefined;
  /** Commits after this one are new. */
  readonly since: string | undefined;
  /** What a checkout of the wrong state would have as HEAD. */
  readonly notThis: string | undefined;
  readonly change: { readonly name: string; readonly fork: boolean } | undefined;
  readonly comments: CommentBox | NoComments | undefined;
  summarize(markdown: string): Promise<void>;
  /** Lines for the platform's log that mark files; empty where it knows none. */
  annotations(findings: readonly Finding[], failing: ReadonlySet<string>): readonly string[];
}

/** A value for a name that may be missing or empty. */
export type Variable = (name: string) => string | undefined;

/** Runs are numbers on every platform; what is none counts as the oldest. */
export const runNumber = (...parts: readonly (string | undefined)[]): bigint =>
  parts.reduce((sum, part) => sum * 10_000n + (part !== undefined && /^\d{1,18}$/.test(part) ? BigInt(part) : 0n), 0n);
