import type { JobContract } from "../shared/server.ts";

/** Renders the PDF of a frozen report; the subject is the report. */
export const reportJobs = {
  "report.render-pdf": {
    name: "report.render-pdf",
    scope: "organization",
    permission: "report:read",
    retryLimit: 3,
    timeoutSeconds: 300,
  },
} as const satisfies Record<string, JobContract>;
