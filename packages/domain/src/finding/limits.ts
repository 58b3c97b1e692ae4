/** One scanner run: 10 minutes of wall clock, 2 GB of memory, 256 MB of output, 100 processes. */
export const SCANNER_LIMITS = {
  timeoutMs: 600_000,
  maxRssMb: 2048,
  maxOutputMb: 256,
  maxProcesses: 100,
} as const;

/** One uploaded report: 256 MB, JSON 128 deep, strings of 4 MB, 500,000 values in one element. */
export const REPORT_LIMITS = {
  maxBytes: 256 * 1024 * 1024,
  maxDepth: 128,
  maxStringBytes: 4 * 1024 * 1024,
  maxValues: 500_000,
} as const;

/** The process that reads one report: 1 GB of memory, 10 minutes. */
export const REPORT_READING = { memoryMb: 1024, timeoutMs: 600_000 } as const;

/** What one SARIF file may bring; what is beyond is left out with a notice, never silently. */
export const SARIF_LIMITS = {
  runs: 20,
  /** Per run. */
  results: 25_000,
  rules: 25_000,
  artifacts: 100_000,
  /** Per result. */
  locations: 1_000,
  flowSteps: 200,
} as const;
