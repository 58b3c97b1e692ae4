import type { JobContract } from "../shared/server.ts";

/** Renders PDF and Markdown of a frozen report; the subject is the report. */
export const reportJobs = {
  "report.render-documents": {
    name: "report.render-documents",
    scope: "organization",
    permission: "report:read",
    retryLimit: 3,
    timeoutSeconds: 300,
  },
} as const satisfies Record<string, JobContract>;
