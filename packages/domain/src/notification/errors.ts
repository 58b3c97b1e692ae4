import { errorThrower } from "../shared/index.ts";

export const NOTIFICATION_ERRORS = {
  "notification.not-found": { kind: "not-found", message: "There is no such notification." },
} as const;

export const fail = errorThrower(NOTIFICATION_ERRORS);
