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
export * from "./match.ts";
export * from "./normalized.ts";
export * from "./schema.ts";
export * from "./severity.ts";
export * from "./statements.ts";
export * from "./states.ts";
