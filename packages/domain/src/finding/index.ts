export { AdoptBacklog, Backlog, BacklogQuestion, BacklogState } from "./backlog.ts";
export { HOLD_LIMITS } from "./closing.ts";
export * from "./access.ts";
export { permissionFor } from "./decisions.ts";
export { FINDING_ERRORS } from "./errors.ts";
export * from "./filters.ts";
export {
  commandsFor,
  FINDING_COMMANDS,
  type FindingCommand,
  TRANSITIONS,
  transition,
} from "./lifecycle.ts";
export { REPORT_LIMITS, SARIF_LIMITS, SCANNER_LIMITS } from "./limits.ts";
export * from "./match.ts";
export * from "./normalized.ts";
export * from "./proposal.ts";
export * from "./schema.ts";
export * from "./settings.ts";
export * from "./severity.ts";
export * from "./states.ts";
export * from "./views.ts";
