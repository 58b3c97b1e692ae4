export * from "./branch-verdict.ts";
export * from "./branches.ts";
export { AdoptBacklog, Backlog, BacklogQuestion, BacklogState } from "./backlog.ts";
export { type AboutAdvisory, HOLD_LIMITS } from "./closing.ts";
export * from "./access.ts";
export { DECISION_ERRORS, needsSecondPerson, permissionFor } from "./decisions.ts";
export { FINDING_ERRORS } from "./errors.ts";
export * from "./filters.ts";
export {
  commandsFor,
  FINDING_COMMANDS,
  type FindingCommand,
  TRANSITIONS,
  transition,
} from "./lifecycle.ts";
export { REPORT_LIMITS, REPORT_READING, SARIF_LIMITS, SCANNER_LIMITS } from "./limits.ts";
export * from "./import-preview.ts";
export {
  KNOWN_FORMATS,
  KNOWN_STATUSES,
  type KnownIssue,
  type KnownIssues,
  type KnownStatus,
} from "./known-issues.ts";
export * from "./match.ts";
export * from "./normalized.ts";
export * from "./past/index.ts";
export * from "./pairs.ts";
export * from "./policy.ts";
export * from "./project-settings.ts";
export * from "./proposal.ts";
export { type DecisionRegister } from "./register.ts";
export * from "./rubric.ts";
export * from "./schema.ts";
export * from "./settings.ts";
export * from "./severity.ts";
export * from "./sla.ts";
export { DecisionOrigin } from "./standing.ts";
export * from "./statements.ts";
export * from "./states.ts";
export { summaryOf } from "./summary.ts";
export { IssueUrl, LinkIssue, newIssueUrl, Tracker, TRACKER_KINDS, TrackerKind } from "./tracker.ts";
export * from "./views.ts";
export * from "./vocabulary.ts";
export { sharedClasses, SHARED_PREFIX } from "./weakness.ts";
export { ORIGIN_WORDS, REASON_WORDS, STATE_WORDS } from "./words.ts";
