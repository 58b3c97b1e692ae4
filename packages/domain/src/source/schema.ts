import { z } from "zod";
import { ProjectScope, typedId } from "../shared/index.ts";

export const SOURCE_KINDS = ["git", "upload", "folder", "push", "verified-source"] as const;
export const SourceKind = z.enum(SOURCE_KINDS);
export type SourceKind = z.infer<typeof SourceKind>;

/** Where code comes from; on screen "Repository" for git. The credential itself is never part of it. */
export const Source = z.object({
  id: z.string(),
  kind: SourceKind,
  name: z.string(),
  url: z.string().nullable(),
  folder: z.string().nullable(),
  defaultRef: z.string().nullable(),
  hasCredential: z.boolean(),
  createdAt: z.date(),
  rowVersion: z.int(),
  revisionCount: z.int(),
});
export type Source = z.infer<typeof Source>;

export const REVISION_STATES = ["queued", "fetching", "ready", "failed", "cancelled"] as const;
export const RevisionState = z.enum(REVISION_STATES);
export type RevisionState = z.infer<typeof RevisionState>;

/** Work done so far while a revision is fetched: a phase in words, and counts where they are known. */
export const FetchProgress = z.object({
  phase: z.string().default("waiting"),
  done: z.number().optional(),
  total: z.number().optional(),
});
export type FetchProgress = z.infer<typeof FetchProgress>;

export const Dependency = z.object({
  name: z.string(),
  path: z.string().nullable(),
  state: z.enum(["resolved", "missing"]),
});
export type Dependency = z.infer<typeof Dependency>;

/** One configuration key: what was taken over or dropped, and why. */
export const ConfigurationKey = z.object({ key: z.string(), value: z.string(), reason: z.string().optional() });
export type ConfigurationKey = z.infer<typeof ConfigurationKey>;

export const Submodule = z.object({
  path: z.string(),
  url: z.string(),
  commit: z.string().nullable(),
  ok: z.boolean(),
  reason: z.string().optional(),
});
export type Submodule = z.infer<typeof Submodule>;

export const ROOT_KINDS = ["foundry", "hardhat", "package", "bare"] as const;
export const RootKind = z.enum(ROOT_KINDS);
export type RootKind = z.infer<typeof RootKind>;

/** A place in a revision where a build starts; `path` is relative, empty for the top. */
export const ProjectRoot = z.object({
  kind: RootKind,
  path: z.string(),
  languages: z.array(z.string()),
  compiler: z.string().nullable(),
  compiles: z.enum(["yes", "no", "not-tried"]),
  reason: z.string().nullable(),
  dependencies: z.array(Dependency),
  configurationTaken: z.array(ConfigurationKey),
  configurationDropped: z.array(ConfigurationKey),
  /** Non-blank, non-comment lines of sources outside dependencies and tests. */
  nsloc: z.int().nonnegative(),
  fileCount: z.int().nonnegative(),
});
export type ProjectRoot = z.infer<typeof ProjectRoot>;

/** One immutable snapshot; on screen "Commit a1b2c3d" for git. */
export const Revision = z.object({
  id: z.string(),
  number: z.int(),
  sourceId: z.string(),
  sourceName: z.string(),
  sourceKind: SourceKind,
  commit: z.string().nullable(),
  treeHash: z.string().nullable(),
  ref: z.string(),
  label: z.string().nullable(),
  message: z.string().nullable(),
  author: z.string().nullable(),
  authoredAt: z.date().nullable(),
  isDefaultRef: z.boolean(),
  state: RevisionState,
  failure: z.string().nullable(),
  progress: FetchProgress,
  fileCount: z.int().nullable(),
  byteCount: z.number().nullable(),
  nsloc: z.int().nullable(),
  dependencyPaths: z.array(z.string()),
  submodules: z.array(Submodule),
  parentNumber: z.int().nullable(),
  createdAt: z.date(),
  readyAt: z.date().nullable(),
});
export type Revision = z.infer<typeof Revision>;

export const RevisionDetail = Revision.extend({ roots: z.array(ProjectRoot) });
export type RevisionDetail = z.infer<typeof RevisionDetail>;

const Ref = z
  .string()
  .min(1)
  .max(200)
  // A ref reaches git's argv: nothing that could be read as an option or a revision expression.
  .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, "a branch, tag or commit id")
  .refine((ref) => !ref.includes("..") && !ref.endsWith(".lock"), "a branch, tag or commit id");

export const ConnectGit = ProjectScope.extend({
  url: z.url({ protocol: /^https?$/, error: "an https address of a git repository" }).max(500),
  name: z.string().trim().min(1).max(120).optional(),
  ref: Ref.optional(),
  token: z.string().min(1).max(2000).optional(),
});
export type ConnectGit = z.infer<typeof ConnectGit>;

export const ConnectFolder = ProjectScope.extend({
  folder: z.string().min(1).max(1000).startsWith("/", "an absolute path"),
  name: z.string().trim().min(1).max(120).optional(),
  ref: Ref.optional(),
});
export type ConnectFolder = z.infer<typeof ConnectFolder>;

export const UpdateSource = ProjectScope.extend({
  sourceId: typedId("source"),
  rowVersion: z.int(),
  name: z.string().trim().min(1).max(120).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  token: z.string().min(1).max(2000).nullable().optional(),
});
export type UpdateSource = z.infer<typeof UpdateSource>;

export const RequestRevision = ProjectScope.extend({
  sourceId: typedId("source"),
  ref: Ref.optional(),
  /** Scan and run PoCs as soon as the content is there. */
  scan: z.boolean().default(false),
});
export type RequestRevision = z.infer<typeof RequestRevision>;

/** What a push says of the code in it: what a clone would read from git. */
export const PushFacts = z.strictObject({
  /** Name of the source: pushes of one name are compared with each other. */
  source: z.string().trim().min(1).max(120).default("push"),
  commit: z
    .string()
    .regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/, "a whole commit id")
    .optional(),
  ref: Ref.default("main"),
  /** The branch whose findings count for the project. */
  defaultBranch: Ref.optional(),
  /** The commit that it branched off. */
  base: z
    .string()
    .regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/, "a whole commit id")
    .optional(),
  message: z.string().max(2000).optional(),
  author: z.string().max(200).optional(),
  /** Scan and run PoCs as soon as the content is there. */
  scan: z.boolean().default(false),
});
export type PushFacts = z.infer<typeof PushFacts>;

export const RevisionSelector = ProjectScope.extend({ revision: z.int().positive() });
export type RevisionSelector = z.infer<typeof RevisionSelector>;

export const ListRevisions = ProjectScope.extend({
  sourceId: typedId("source").optional(),
  before: z.int().positive().optional(),
  ref: z.string().min(1).max(200).optional(),
  state: RevisionState.optional(),
  sourceName: z.string().min(1).max(120).optional(),
  limit: z.int().min(1).max(200).default(50),
});
export type ListRevisions = z.infer<typeof ListRevisions>;
