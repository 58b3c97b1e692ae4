import { type ErrorTable, errorThrower } from "../shared/index.ts";

export const NOTIFICATION_ERRORS = {
  "notification.not-found": { kind: "not-found", message: "There is no such notification." },
  "notification.channel-not-found": { kind: "not-found", message: "There is no such channel in this organization." },
  "notification.project-not-found": { kind: "not-found", message: "There is no such project in this organization." },
  "notification.message-not-found": { kind: "not-found", message: "There is no such message." },
  "notification.stale": { kind: "conflict", message: "Someone else changed this meanwhile. Reload and try again." },
  "notification.address-needed": {
    kind: "invalid",
    message: "Enter the address that messages are posted to: https://host/path, without a user name.",
  },
  "notification.token-needed": { kind: "invalid", message: "Enter the token of the bot." },
  "notification.room-needed": { kind: "invalid", message: "Enter the channel or chat that the bot writes to." },
  "notification.not-a-webhook": { kind: "invalid", message: "Only plain webhooks have a signing key." },
  "notification.not-sendable": {
    kind: "conflict",
    message: "This message cannot be sent again: it is on its way, or it was never worded.",
  },
  "notification.switched-off": { kind: "conflict", message: "This channel is switched off. Switch it on first." },
  "notification.test-waiting": {
    kind: "conflict",
    message: "A test message is on its way already. Wait for its result.",
  },
  "notification.no-mail-server": {
    kind: "unavailable",
    message: "No mail server is named. The operator sets SMTP_URL and SMTP_FROM.",
  },
} as const satisfies ErrorTable;

export const fail = errorThrower(NOTIFICATION_ERRORS);
