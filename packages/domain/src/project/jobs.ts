import type { JobContract } from "../shared/server.ts";

/** Takes the decisions of the demo's story once its scans have published; idempotent. */
export const projectJobs = {
  "project.continue-demo": {
    name: "project.continue-demo",
    scope: "organization",
    permission: null,
    retryLimit: 5,
    timeoutSeconds: 300,
  },
} as const satisfies Record<string, JobContract>;
