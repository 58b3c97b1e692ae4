import type { JobContract } from "../shared/server.ts";

/** Reads a revision's code for a draft or a check; the subject is the reading, the fence its attempt. */
export const threatModelJobs = {
  "threat-model.read-code": {
    name: "threat-model.read-code",
    scope: "organization",
    permission: "threat-model:read",
    retryLimit: 3,
    timeoutSeconds: 600,
  },
} as const satisfies Record<string, JobContract>;
