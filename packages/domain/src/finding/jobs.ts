import type { JobContract } from "../shared/server.ts";

/**
 * Imports an uploaded report (the subject is its scan); reopens acknowledgements whose date has passed; ends policies
 * whose day has come and says when it is near.
 */
export const findingJobs = {
  "finding.import-report": {
    name: "finding.import-report",
    scope: "organization",
    permission: "scan:import",
    retryLimit: 3,
    timeoutSeconds: 1800,
  },
  "finding.expire-acknowledgements": {
    name: "finding.expire-acknowledgements",
    scope: "system",
    permission: null,
    retryLimit: 1,
    timeoutSeconds: 300,
  },
  "finding.expire-policies": {
    name: "finding.expire-policies",
    scope: "system",
    permission: null,
    retryLimit: 1,
    timeoutSeconds: 600,
  },
} as const satisfies Record<string, JobContract>;
