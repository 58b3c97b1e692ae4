import type { JobContract } from "../shared/server.ts";

/**
 * Renders PDF and Markdown of a frozen report (the subject is the report); makes a report that a schedule owes (the
 * subject is the project); looks each minute which schedules owe one.
 */
export const reportJobs = {
  "report.render-documents": {
    name: "report.render-documents",
    scope: "organization",
    permission: "report:read",
    retryLimit: 3,
    timeoutSeconds: 300,
  },
  "report.create-scheduled": {
    name: "report.create-scheduled",
    scope: "organization",
    permission: "report:create",
    retryLimit: 3,
    timeoutSeconds: 300,
  },
  "report.run-schedules": {
    name: "report.run-schedules",
    scope: "system",
    permission: null,
    retryLimit: 1,
    timeoutSeconds: 300,
  },
} as const satisfies Record<string, JobContract>;
