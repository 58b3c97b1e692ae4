import type { JobContract } from "../shared/server.ts";

/** Runs one scanner on one revision and publishes; the subject is the scan, the fence its attempt. */
export const scanJobs = {
  "scan.execute": {
    name: "scan.execute",
    scope: "organization",
    permission: "scan:run",
    retryLimit: 3,
    timeoutSeconds: 1800,
  },
} as const satisfies Record<string, JobContract>;
