import type { JobContract } from "../shared/server.ts";

/** Runs one PoC on one revision; the subject is the run, the fence its attempt. */
export const verificationJobs = {
  "verification.run-poc": {
    name: "verification.run-poc",
    scope: "organization",
    permission: "verification:run",
    retryLimit: 3,
    timeoutSeconds: 1200,
  },
} as const satisfies Record<string, JobContract>;
