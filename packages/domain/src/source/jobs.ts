import type { JobContract } from "../shared/server.ts";

/** Brings the content of a queued revision into storage (the subject is the revision); frees what nothing uses. */
export const sourceJobs = {
  "source.fetch-revision": {
    name: "source.fetch-revision",
    scope: "organization",
    permission: "source:write",
    retryLimit: 3,
    timeoutSeconds: 1200,
  },
  "source.sweep-storage": {
    name: "source.sweep-storage",
    scope: "system",
    permission: null,
    retryLimit: 1,
    timeoutSeconds: 1800,
  },
} as const satisfies Record<string, JobContract>;
