import type { JobContract } from "../shared/server.ts";

/**
 * Makes messages of events (the subject is one of them); delivers what is due in a lane (the subject is the lane);
 * looks each minute for what nobody has asked for. Deliveries wait for others more than they work: more of them may
 * run at once than of anything else.
 */
export const notificationJobs = {
  "notification.plan": {
    name: "notification.plan",
    scope: "organization",
    permission: null,
    retryLimit: 5,
    timeoutSeconds: 120,
  },
  "notification.deliver": {
    name: "notification.deliver",
    scope: "organization",
    permission: null,
    retryLimit: 5,
    timeoutSeconds: 3600,
    concurrency: 8,
  },
  "notification.sweep": {
    name: "notification.sweep",
    scope: "system",
    permission: null,
    retryLimit: 1,
    timeoutSeconds: 300,
  },
} as const satisfies Record<string, JobContract>;
