import type { JobContract } from "../shared/server.ts";

/** Imports an uploaded report (the subject is its scan); reopens acknowledgements whose date has passed; tells of what is due. */
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
  "finding.announce-due": {
    name: "finding.announce-due",
    scope: "system",
    permission: null,
    retryLimit: 1,
    timeoutSeconds: 300,
  },
} as const satisfies Record<string, JobContract>;
