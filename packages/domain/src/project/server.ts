export { projectJobs } from "./jobs.ts";
export { nextNumber, type NumberedKind } from "./use-cases/next-number.ts";
