export * from "./contract.ts";
export { addContext } from "./context/index.ts";
export { ReportError, type ReportErrorCode } from "./reading/report-error.ts";
export { JAIL_ROOT } from "./tool/packages.ts";
