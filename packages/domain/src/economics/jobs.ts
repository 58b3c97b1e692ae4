import type { JobContract } from "../shared/server.ts";

/** Runs the simulation; the subject is the simulation, the fence its attempt. */
export const economicsJobs = {
  "economics.simulate": {
    name: "economics.simulate",
    scope: "organization",
    permission: "economics:read",
    retryLimit: 3,
    timeoutSeconds: 120,
  },
} as const satisfies Record<string, JobContract>;
