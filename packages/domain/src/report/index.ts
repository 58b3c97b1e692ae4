export { REPORT_ERRORS } from "./errors.ts";
export { diffReports } from "./diff.ts";
export * from "./other-snapshots.ts";
export { readRiskSnapshot, readSnapshot } from "./read-snapshot.ts";
export * from "./risk-snapshot.ts";
export * from "./schema.ts";
export * from "./sheet.ts";
export * from "./stored.ts";
export { lastDueAt, nextDueAt } from "./due.ts";
