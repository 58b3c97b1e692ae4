export { REPORT_ERRORS } from "./errors.ts";
export * from "./schema.ts";
