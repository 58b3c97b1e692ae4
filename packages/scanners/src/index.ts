export * from "./contract.ts";
export { addContext, NamedPlaces, readCodeFacts, type SourceText } from "./context/index.ts";
export { JAIL_ROOT } from "./tool/packages.ts";
export * from "./compilers/index.ts";
export { ReportError, type ReportErrorCode } from "./reading/report-error.ts";
export * from "./roots/index.ts";
export {
  firstCompilerError,
  FORGE_ROOT,
  forgeBuildCommand,
  forgeCommand,
  forgeSetting,
  type ForgeSetting,
} from "./tool/forge.ts";
export { powersCommand } from "./powers/index.ts";
export { findScanner, SCANNERS } from "./registry.ts";
export { hiddenBySlitherDb, SLITHER_DB, SLITHER_DB_BYTES, withSlitherDb } from "./suppressions/slither-db.ts";
