export * from "./contract.ts";
export { addContext } from "./context/index.ts";
export { ReportError, type ReportErrorCode } from "./reading/report-error.ts";
export { JAIL_ROOT } from "./tool/packages.ts";
export * from "./compilers/index.ts";
export * from "./roots/index.ts";
export {
  firstCompilerError,
  FORGE_ROOT,
  forgeBuildCommand,
  forgeCommand,
  forgeSetting,
  type ForgeSetting,
} from "./tool/forge.ts";
export { detectFormat, findScanner, REPORT_FORMATS, SCANNERS } from "./registry.ts";
