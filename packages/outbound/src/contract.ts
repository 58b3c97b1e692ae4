import type { DeliveryResult, MailOptions, MessageTarget, OutboundMessage } from "./message/contract.ts";

/** How `createOutbound` may go beyond the public internet. */
export interface OutboundOptions {
  /** Permits loopback, private, CGNAT and unique-local addresses everywhere; link-local and metadata stay refused. */
  readonly allowPrivateAddresses?: boolean;
  /** Hosts (`host` or `host:port`) that may be private or reserved, and whose repositories may be read over http. */
  readonly allowedHosts?: readonly string[];
  /** Registry of npm packages; the one of npm's own configuration when absent. Its host counts as allowed for packages. */
  readonly npmRegistry?: string;
  /** PEM file with certificate authorities to trust besides the usual ones. */
  readonly certificateFile?: string;
  /** The operator's mail server; without one no mail is sent. */
  readonly mail?: MailOptions;
}

/** One HTTP request; defaults: GET, 30 s for all of it, 10 MiB, 5 redirects. */
export interface FetchOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  readonly maxRedirects?: number;
  /** The answer counts when its head is there: a body that is too long, too slow or torn is cut instead of an error. */
  readonly headSuffices?: boolean;
  readonly signal?: AbortSignal;
}

/** A whole answer; header names are lower-case, `url` is where the last redirect led. */
export interface OutboundResponse {
  readonly status: number;
  readonly ok: boolean;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  text(): string;
  json(): unknown;
}

/** Which repository, and the token for it; the token goes to the URL's own origin and nowhere else. */
export interface RepositoryAddress {
  readonly url: string;
  readonly token?: string;
  /** What the server wants beside the token; `x-access-token` when absent, which most servers take. */
  readonly username?: string;
  readonly signal?: AbortSignal;
}

/** A branch or tag; `name` is short, `commit` is of the commit that an annotated tag stands for. */
export interface GitRef {
  readonly name: string;
  readonly commit: string;
}

/** What a repository offers; `defaultBranch` is null for an empty one or one with a detached HEAD. */
export interface RefList {
  readonly defaultBranch: string | null;
  readonly head: string | null;
  readonly branches: readonly GitRef[];
  readonly tags: readonly GitRef[];
}

/** Caps of one clone with all its submodules: bytes received, bytes written as files, number of files, wall clock. */
export interface CloneLimits {
  readonly maxBytes: number;
  readonly maxFiles: number;
  readonly timeoutMs: number;
}

/** Where a clone stands; `done` and `total` are objects, or submodules. */
export interface CloneProgress {
  readonly phase: "connecting" | "receiving" | "resolving" | "writing" | "submodules";
  readonly done?: number;
  readonly total?: number;
}

export interface CloneOptions extends RepositoryAddress {
  /** A branch, tag or commit id; the default branch when absent. */
  readonly ref?: string;
  /** An empty or missing folder; `tree` and `git` are made in it. */
  readonly directory: string;
  readonly limits: CloneLimits;
  readonly onProgress?: (progress: CloneProgress) => void;
}

/** One submodule, nested ones with their whole path; `reason` says why its content is not there. */
export interface SubmoduleResult {
  readonly path: string;
  readonly url: string;
  readonly commit: string;
  readonly ok: boolean;
  readonly reason?: string;
}

/** A revision on disk. `treeDirectory` has no `.git` anywhere; `gitDirectory` is for `describeCommit` and `isAncestor`. */
export interface RepositoryRevision extends RefList {
  readonly treeDirectory: string;
  readonly gitDirectory: string;
  readonly commit: string;
  /** The branch or tag, or the commit id when one was asked for. */
  readonly ref: string;
  readonly isDefaultRef: boolean;
  /** True when the history was too large or is not there: ancestry is then unknown. */
  readonly shallow: boolean;
  readonly submodules: readonly SubmoduleResult[];
  readonly files: number;
  readonly bytes: number;
}

/** How a file changed against another commit; `from` is the earlier path of a rename or copy. */
export interface PathChange {
  readonly kind: "added" | "modified" | "deleted" | "renamed" | "copied" | "type-changed";
  readonly path: string;
  readonly from?: string;
}

export interface CommitDescription {
  readonly commit: string;
  readonly parents: readonly string[];
  readonly author: string;
  readonly authoredAt: Date;
  readonly message: string;
  /** Commits from the first one to this one; null when the history is not whole. */
  readonly depth: number | null;
  /** Against the commit asked for; null when none was asked for or it is not in the history. */
  readonly changes: readonly PathChange[] | null;
}

/** One commit with the e-mail of its author and what it changed; cut at 8,000 characters and 300 files. */
export interface CommitLine {
  readonly id: string;
  readonly author: string;
  readonly message: string;
  readonly files: readonly string[];
}

/** What one commit added, who made it, and who its message says wrote it too: `Name <e-mail>` each. */
export interface CommitWork {
  readonly author: string;
  readonly labels: readonly string[];
  /** Lines. */
  readonly added: number;
}

export interface FolderExport {
  readonly folder: string;
  readonly ref?: string;
  readonly directory: string;
  readonly limits: CloneLimits;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CloneProgress) => void;
}

export interface NpmPackageRequest {
  readonly name: string;
  readonly version: string;
  /** `sha512-…` as in lock files. */
  readonly integrity: string;
  readonly cacheDirectory: string;
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

/** The only way out of the house: every method throws `OutboundError`. */
export interface Outbound {
  /** Checks an address before it is saved: form, and where its name leads now. Returns it normalized. */
  checkUrl(url: string, purpose?: "fetch" | "git"): Promise<string>;
  /** Sends one request; other statuses than 2xx are answers, not errors. Credentials do not follow to another origin. */
  fetch(url: string, options?: FetchOptions): Promise<OutboundResponse>;
  /** Makes one attempt to deliver a message; what the other side does is a result, never an error. */
  sendMessage(
    target: MessageTarget,
    message: OutboundMessage,
    options?: { readonly signal?: AbortSignal },
  ): Promise<DeliveryResult>;
  /** True when the operator named a mail server. */
  readonly canMail: boolean;
  listRefs(repository: RepositoryAddress & { timeoutMs?: number }): Promise<RefList>;
  /** Brings one revision with its submodules to disk; on failure nothing is left in `directory`. */
  cloneRepository(options: CloneOptions): Promise<RepositoryRevision>;
  describeCommit(
    gitDirectory: string,
    commit: string,
    options?: { against?: string; signal?: AbortSignal },
  ): Promise<CommitDescription>;
  /** The commits that lie between, newest first, at most 250; none when either is not in the history. */
  listCommits(
    gitDirectory: string,
    commit: string,
    options: { since: string; signal?: AbortSignal },
  ): Promise<CommitLine[]>;
  /**
   * The newest 5,000 commits up to this one, without merges; null when the history is not whole or has no such commit.
   */
  listWork(gitDirectory: string, commit: string, options?: { signal?: AbortSignal }): Promise<CommitWork[] | null>;
  /** True when the first commit is the second or one of its ancestors; false when either is not there. */
  isAncestor(gitDirectory: string, ancestor: string, commit: string): Promise<boolean>;
  /** Branches and tags of a git folder on this machine, read without its configuration; `outbound.not-a-repository`. */
  listFolderRefs(folder: string): Promise<RefList>;
  /** As `cloneRepository`, from a git folder on this machine; submodules come from its own store, else over https. */
  exportFolderRevision(options: FolderExport): Promise<RepositoryRevision>;
  /** Fetches one npm package once, verified and unpacked; returns its folder in the cache. */
  fetchNpmPackage(request: NpmPackageRequest): Promise<{ directory: string }>;
}
