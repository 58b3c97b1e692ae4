import type { JobContract } from "../shared/server.ts";

/**
 * Reads the lock files of a revision (the subject is the inventory); brings in an uploaded dump (the subject is the
 * import); looks where new advisories change what is known about the newest revisions (the subject is the import).
 */
export const advisoryJobs = {
  "advisory.take-inventory": {
    name: "advisory.take-inventory",
    scope: "organization",
    permission: "source:read",
    retryLimit: 3,
    timeoutSeconds: 600,
  },
  "advisory.import-dump": {
    name: "advisory.import-dump",
    scope: "organization",
    permission: "advisory:write",
    retryLimit: 3,
    timeoutSeconds: 7200,
  },
  "advisory.rematch": {
    name: "advisory.rematch",
    scope: "organization",
    permission: null,
    retryLimit: 3,
    timeoutSeconds: 3600,
  },
} as const satisfies Record<string, JobContract>;
