export { findingJobs } from "./jobs.ts";
export { countFindings, countOrganizationFindings } from "./use-cases/count-findings.ts";
export { findFinding } from "./use-cases/find-finding.ts";
export { getFinding } from "./use-cases/get-finding.ts";
export { listFindings, listOrganizationFindings } from "./use-cases/list-findings.ts";
export type { ToolRun } from "./use-cases/publish-run.ts";
export { type PublishScan, publishScan } from "./use-cases/publish-scan.ts";
