import { type ErrorTable, errorThrower } from "../shared/index.ts";

export const SCAN_ERRORS = {
  "scan.not-found": { kind: "not-found", message: "There is no such scan in this project." },
  "scan.revision-not-ready": {
    kind: "conflict",
    message: "This revision is not fetched yet. Wait until it is ready, then scan it.",
  },
  "scan.not-applicable": {
    kind: "invalid",
    message: "This scanner does not apply to any project root of the revision.",
  },
  "scan.already-finished": { kind: "conflict", message: "This scan has ended; there is nothing to cancel." },
  "scan.not-retryable": {
    kind: "conflict",
    message: "Only a scan that failed, was cancelled or is partial can be tried again.",
  },
  "scan.not-previewed": {
    kind: "conflict",
    message: "This import waits for nobody: it was published, thrown away or has not been read yet.",
  },
  "scan.stale-attempt": { kind: "conflict", message: "Another attempt at this scan has taken over." },
  "scan.bad-cursor": { kind: "invalid", message: "This page no longer exists. Go back to the start of the list." },
} as const satisfies ErrorTable;

export const scanError = errorThrower(SCAN_ERRORS);
