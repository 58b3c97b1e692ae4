export * from "./contract.ts";
export { addContext } from "./context/index.ts";
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
export { findScanner, SCANNERS } from "./registry.ts";
export { SCANNER_LIMITS } from "./tool/packages.ts";
