export {
  CodeOwnersFile,
  COMMIT_LIMITS,
  PushCommits,
  PushedCommit,
  type RevisionChanges,
  RevisionCommit,
} from "./commits.ts";
export { SOURCE_ERRORS } from "./errors.ts";
export { SOURCE_LIMITS } from "./limits.ts";
export { aiShareOf, type CommitWork } from "./author-labels.ts";
export { keptRenames, type Renames } from "./renames.ts";
export * from "./schema.ts";
export { shortName } from "./short-name.ts";
