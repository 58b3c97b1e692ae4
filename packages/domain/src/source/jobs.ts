import type { JobContract } from "../shared/server.ts";

/** Brings the content of a queued revision into storage; the subject is the revision. */
export const sourceJobs = {
  "source.fetch-revision": {
    name: "source.fetch-revision",
    scope: "organization",
    permission: "source:write",
    retryLimit: 3,
    timeoutSeconds: 1200,
  },
} as const satisfies Record<string, JobContract>;
