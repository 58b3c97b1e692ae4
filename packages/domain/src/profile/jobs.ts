import type { JobContract } from "../shared/server.ts";

/** Reads a revision's code for powers; the subject is the reading, the fence its attempt. */
export const profileJobs = {
  "profile.read-access": {
    name: "profile.read-access",
    scope: "organization",
    permission: "profile:read",
    retryLimit: 3,
    timeoutSeconds: 900,
  },
} as const satisfies Record<string, JobContract>;
