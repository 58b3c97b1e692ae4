import type { JobContract } from "../shared/server.ts";

/**
 * Runs the simulation; the subject is the simulation, the fence its attempt. It acts for the organization: a machine of
 * the build that brings a revision has it run again, and reads nothing of it.
 */
export const economicsJobs = {
  "economics.simulate": {
    name: "economics.simulate",
    scope: "organization",
    permission: null,
    retryLimit: 3,
    timeoutSeconds: 120,
  },
} as const satisfies Record<string, JobContract>;
