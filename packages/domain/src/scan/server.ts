export { scanJobs } from "./jobs.ts";
export { getScanLog } from "./use-cases/get-scan-log.ts";
export { getScanRequest } from "./use-cases/get-scan-request.ts";
export { listScans } from "./use-cases/list-scans.ts";
