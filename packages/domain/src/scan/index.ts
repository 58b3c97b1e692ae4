export { SCAN_ERRORS } from "./errors.ts";
export { IMPORT_FORMATS } from "./import-formats.ts";
export { isFinished, isSettled, requestState } from "./lifecycle.ts";
export { compareRevisions, lineageOf, type RevisionOrder, sourceOfLineage } from "./lineage.ts";
export {
  applicableScanners,
  DEPENDENCY_SCANNER,
  SCANNER_IDS,
  type ScannerInfo,
  SCANNERS,
  scannerTitle,
} from "./scanners.ts";
export * from "./schema.ts";
export * from "./statements.ts";
export * from "./states.ts";
