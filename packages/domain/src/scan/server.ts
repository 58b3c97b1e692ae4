export { scanError } from "./errors.ts";
export { scanJobs } from "./jobs.ts";
export { type AttemptStanding, attemptStanding } from "./use-cases/attempt-standing.ts";
export { appendScanLog, type NewLogLine } from "./use-cases/append-scan-log.ts";
export { beginPublication, type ScanToPublish } from "./use-cases/begin-publication.ts";
export { cancelScan } from "./use-cases/cancel-scan.ts";
export { completeScan, type StoredOutput } from "./use-cases/complete-scan.ts";
export { endCancelledScan, failScan, releaseScan } from "./use-cases/end-scan.ts";
export { findScanRequest } from "./use-cases/find-scan-request.ts";
export { getScanLog } from "./use-cases/get-scan-log.ts";
export { getScanRequest } from "./use-cases/get-scan-request.ts";
export { insertScanRequest, newScanRow, type ScanUpload } from "./use-cases/insert-scan-request.ts";
export { listScans } from "./use-cases/list-scans.ts";
export { locateScan } from "./use-cases/locate-scan.ts";
export { type NewestPublication, newestPublication } from "./use-cases/newest-publication.ts";
export { recordStatements } from "./use-cases/record-statements.ts";
export { reportScanProgress } from "./use-cases/report-scan-progress.ts";
export { requestScan } from "./use-cases/request-scan.ts";
export { requeueScans, retryScan } from "./use-cases/retry-scan.ts";
export {
  holdForPreview,
  leavePreview,
  lockPreviewed,
  type PreviewedScan,
} from "./use-cases/settle-preview.ts";
export { splitImport } from "./use-cases/split-import.ts";
export { type Listening, waitForRequest, type WaitOptions } from "./use-cases/wait-for-request.ts";
export { type RevisionToScan, type ScanTask, startScan } from "./use-cases/start-scan.ts";
