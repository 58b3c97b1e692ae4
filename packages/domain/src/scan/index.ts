export { SCAN_ERRORS } from "./errors.ts";
export { IMPORT_FORMATS } from "./import-formats.ts";
export { isFinished, requestState } from "./lifecycle.ts";
export { compareRevisions, lineageOf, type RevisionOrder } from "./lineage.ts";
export { applicableScanners, SCANNER_IDS, type ScannerInfo, SCANNERS, scannerTitle } from "./scanners.ts";
export * from "./schema.ts";
export * from "./statements.ts";
