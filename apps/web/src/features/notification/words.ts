import type { ChannelKind, Choices, MessageState, NewsSeverity } from "@redoubt/domain/notification";
import type { TagTone } from "@redoubt/ui";

/** The classes of news that a person chooses about. */
export const NEWS_WORDS: Readonly<Record<keyof Choices, { label: string; description: string }>> = {
  assigned: { label: "Yours", description: "Findings that are given to you, gates that wait for you." },
  severe: {
    label: "New, high or critical, and proven",
    description: "On the default branch, confirmed by a person or with a PoC that reproduces.",
  },
  regressed: { label: "Back after it was resolved", description: "Mild ones only when they are yours." },
  due: { label: "Due in three days, or overdue", description: "Findings of yours, on their day and each week after." },
  rest: { label: "Everything else", description: "What scans and imports changed, what was recorded or confirmed." },
};
export const NEWS_ORDER = [
  "assigned",
  "severe",
  "regressed",
  "due",
  "rest",
] as const satisfies readonly (keyof Choices)[];

export const CHOICE_WORDS = { now: "At once", digest: "In the digest", never: "Never" } as const;

/** What a kind of channel is called, what it takes, and where one gets that. */
export const CHANNEL_WORDS: Readonly<
  Record<ChannelKind, { label: string; description: string; address: string; help: string }>
> = {
  slack: {
    label: "Slack",
    description: "An incoming webhook. Messages about one finding have one title.",
    address: "Webhook address",
    help: "From your Slack app, Incoming Webhooks. It is a secret: stored sealed, shown never again.",
  },
  "slack-bot": {
    label: "Slack bot",
    description: "A bot token with chat:write. One thread for each finding.",
    address: "Slack server",
    help: "Leave it empty for slack.com.",
  },
  discord: {
    label: "Discord",
    description: "A webhook of a channel.",
    address: "Webhook address",
    help: "From the settings of the channel, Integrations. It is a secret: stored sealed, shown never again.",
  },
  telegram: {
    label: "Telegram",
    description: "A bot that is in the chat. Later messages answer the first one about a finding.",
    address: "Bot API server",
    help: "Leave it empty for api.telegram.org.",
  },
  teams: {
    label: "Microsoft Teams",
    description: "A workflow that posts when a webhook request is received.",
    address: "Workflow address",
    help: "From Workflows in Teams. It is a secret: stored sealed, shown never again.",
  },
  webhook: {
    label: "Webhook",
    description: "Signed JSON to a system of yours, as Standard Webhooks has it.",
    address: "Address",
    help: "https. You get a signing key, which is shown once.",
  },
};

/** What a bot writes to. */
export const ROOM_WORDS: Partial<Record<ChannelKind, { label: string; help: string }>> = {
  "slack-bot": { label: "Channel", help: "Its id, such as C024BE91L. The bot must be in it." },
  telegram: { label: "Chat", help: "Its id, such as -1001234567890, or @name of a public channel." },
};

export const SEVERITY_OPTIONS: readonly { value: NewsSeverity; label: string }[] = [
  { value: "critical", label: "Critical" },
  { value: "high", label: "High and worse" },
  { value: "medium", label: "Medium and worse" },
  { value: "low", label: "Low and worse" },
  { value: "info", label: "All" },
];

export const MESSAGE_STATE_WORDS: Readonly<Record<MessageState, { label: string; tone: TagTone }>> = {
  gathering: { label: "gathers", tone: "outline" },
  waiting: { label: "waits", tone: "warn" },
  sent: { label: "sent", tone: "ok" },
  dead: { label: "given up", tone: "bad" },
  dropped: { label: "nothing left to say", tone: "neutral" },
};

/** "The host was not found, 48 ms": what came of an attempt, which may be a sentence, and how long it took. */
export function attemptWords({ detail, ms }: { detail: string; ms: number }): string {
  return `${detail.replace(/\.$/u, "")}, ${ms} ms`;
}

/** "Thu 12 Nov, 09:00" on the clocks of a zone. */
export function zonedTime(at: Date, zone: string): string {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-GB", {
      ...{ timeZone: zone, hourCycle: "h23", weekday: "short", day: "numeric", month: "short" },
      ...{ hour: "2-digit", minute: "2-digit" },
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts["weekday"]} ${parts["day"]} ${parts["month"]}, ${parts["hour"]}:${parts["minute"]}`;
}
