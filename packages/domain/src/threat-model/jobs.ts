import type { JobContract } from "../shared/server.ts";

/**
 * Reading of a revision's code for a draft or a check (the subject is the reading, the fence its attempt), and the end
 * of decisions that were taken until a day.
 */
export const threatModelJobs = {
  "threat-model.read-code": {
    name: "threat-model.read-code",
    scope: "organization",
    permission: "threat-model:read",
    retryLimit: 3,
    timeoutSeconds: 600,
  },
  "threat-model.expire-threats": {
    name: "threat-model.expire-threats",
    scope: "system",
    permission: null,
    retryLimit: 1,
    timeoutSeconds: 300,
  },
} as const satisfies Record<string, JobContract>;
