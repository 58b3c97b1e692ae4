export const SCAN_STATES = [
  "queued",
  "preparing",
  "running",
  /** Read, and waiting for a person who looks at what it would do. */
  "previewed",
  "publishing",
  "succeeded",
  "partial",
  "failed",
  "cancelled",
] as const;

/** What a person asked for: scanners on a revision, or the import of an uploaded report. */
export const SCAN_KINDS = ["scan", "import"] as const;
