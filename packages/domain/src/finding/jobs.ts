import type { JobContract } from "../shared/server.ts";

/**
 * Imports an uploaded report (the subject is its scan), reads a document of the past, removes the file of one that was thrown away, and throws away
 * what nobody has decided on; reopens acknowledgements whose date has passed; ends policies
 * whose day has come and says when it is near; tells of what is due.
 */
export const findingJobs = {
  "finding.import-report": {
    name: "finding.import-report",
    scope: "organization",
    permission: "scan:import",
    retryLimit: 3,
    timeoutSeconds: 1800,
  },
  "finding.remove-upload": {
    name: "finding.remove-upload",
    scope: "organization",
    permission: "scan:import",
    retryLimit: 3,
    timeoutSeconds: 60,
  },
  "finding.read-past": {
    name: "finding.read-past",
    scope: "organization",
    permission: "finding:record",
    retryLimit: 3,
    timeoutSeconds: 1200,
  },
  "finding.remove-past": {
    name: "finding.remove-past",
    scope: "organization",
    permission: "finding:record",
    retryLimit: 3,
    timeoutSeconds: 60,
  },
  "finding.expire-previews": {
    name: "finding.expire-previews",
    scope: "system",
    permission: null,
    retryLimit: 1,
    timeoutSeconds: 300,
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
  "finding.announce-due": {
    name: "finding.announce-due",
    scope: "system",
    permission: null,
    retryLimit: 1,
    timeoutSeconds: 300,
  },
} as const satisfies Record<string, JobContract>;
