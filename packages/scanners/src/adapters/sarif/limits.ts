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
