import { z } from "zod";
import { OrganizationScope, PageSize, typedId } from "../shared/index.ts";
import { isZone } from "./clock.ts";
import { NewsSeverity } from "./events.ts";

/** One message to one member, inside the product. */
export const NotificationEntry = z.object({
  id: z.string(),
  /** `<slice>.<event>`: what happened. */
  kind: z.string(),
  title: z.string(),
  /** Path inside the product. */
  href: z.string().nullable(),
  createdAt: z.date(),
  readAt: z.date().nullable(),
});
export type NotificationEntry = z.infer<typeof NotificationEntry>;

export const ListNotifications = OrganizationScope.extend({
  unreadOnly: z.boolean().default(false),
  cursor: z.string().max(200).optional(),
  limit: PageSize,
});
export type ListNotifications = z.infer<typeof ListNotifications>;

export const MarkNotificationRead = OrganizationScope.extend({ id: typedId("notification") });
export type MarkNotificationRead = z.infer<typeof MarkNotificationRead>;

/** At once, with the digest of the day, or not at all. */
const Choice = z.enum(["now", "digest", "never"]);
/** What is never so urgent that it could not wait for the digest. */
const CalmChoice = z.enum(["digest", "never"]);

/** What a person chose for each class of news that can be chosen; alerts and incidents cannot. */
export const Choices = z.object({
  assigned: Choice,
  severe: Choice,
  regressed: Choice,
  due: CalmChoice,
  rest: CalmChoice,
});
export type Choices = z.infer<typeof Choices>;

const Minutes = z.int().min(0).max(1439);
const Zone = z.string().max(64).refine(isZone, "is no time zone such as Europe/Zurich");
const Quiet = z.object({ from: Minutes, to: Minutes });

/** What a person wants to be sent; `saved` is false while the defaults hold. */
export const NotificationSettings = z.object({
  mail: z.boolean(),
  choices: Choices,
  /** Minutes after midnight in the zone. */
  digestAt: Minutes,
  zone: z.string(),
  quiet: Quiet.nullable(),
  mutedUntil: z.date().nullable(),
  /** Short names of projects. */
  mutedProjects: z.array(z.string()),
  saved: z.boolean(),
  rowVersion: z.int(),
});
export type NotificationSettings = z.infer<typeof NotificationSettings>;

/** The settings with what the screen shows around them. */
export const OwnSettings = NotificationSettings.extend({
  /** Where mail goes. */
  address: z.string(),
  /** False when the operator has named no mail server. */
  canMail: z.boolean(),
  /** People of the demo are sent nothing. */
  demo: z.boolean(),
  /** Projects that the person may read. */
  projects: z.array(z.object({ slug: z.string(), name: z.string() })),
});
export type OwnSettings = z.infer<typeof OwnSettings>;

export const SaveNotificationSettings = OrganizationScope.extend({
  mail: z.boolean(),
  choices: Choices,
  digestAt: Minutes,
  zone: Zone,
  quiet: Quiet.nullable(),
  mutedUntil: z.date().nullable(),
  mutedProjects: z.array(z.string().max(100)).max(500),
  /** 0 for the first time. */
  rowVersion: z.int(),
});
export type SaveNotificationSettings = z.infer<typeof SaveNotificationSettings>;

/** One piece of news in the page "what I would have been sent". */
export const RehearsedItem = z.object({
  text: z.string(),
  /** What happened, in a word or two. */
  what: z.string(),
  path: z.string(),
  at: z.date(),
  project: z.string().nullable(),
  /** A sentence. */
  why: z.string(),
});
export type RehearsedItem = z.infer<typeof RehearsedItem>;

/** What the last seven days would have sent a person by the settings of now. */
export const Rehearsal = z.object({
  /** Seven days ago, or later where too much happened since. */
  since: z.date(),
  messages: z.array(
    z.object({
      form: z.enum(["now", "digest"]),
      sendAt: z.date(),
      title: z.string(),
      items: z.array(RehearsedItem),
      /** True for one whose time is still to come. */
      waiting: z.boolean(),
    }),
  ),
  unsent: z.array(RehearsedItem),
  /** What is not sent either, and not named because there is too much of it. */
  unnamed: z.int(),
});
export type Rehearsal = z.infer<typeof Rehearsal>;

export const CHANNEL_KINDS = ["slack", "slack-bot", "discord", "telegram", "teams", "webhook"] as const;
export const ChannelKind = z.enum(CHANNEL_KINDS);
export type ChannelKind = z.infer<typeof ChannelKind>;

export const MESSAGE_STATES = ["gathering", "waiting", "sent", "dead", "dropped"] as const;
export const MessageState = z.enum(MESSAGE_STATES);
export type MessageState = z.infer<typeof MessageState>;

export const MessageForm = z.enum(["now", "digest", "test"]);
export type MessageForm = z.infer<typeof MessageForm>;

/** One attempt that was made. */
export const DeliveryAttempt = z.object({
  at: z.coerce.date(),
  outcome: z.enum(["sent", "later", "never", "gone"]),
  detail: z.string(),
  ms: z.int(),
});
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>;

/** A message in the delivery log of a channel. */
export const MessageEntry = z.object({
  id: z.string(),
  form: MessageForm,
  state: MessageState,
  /** Null until the first attempt: a message is worded when it is sent. */
  title: z.string().nullable(),
  events: z.int(),
  createdAt: z.date(),
  endedAt: z.date().nullable(),
  /** Null when it has ended. */
  nextAttemptAt: z.date().nullable(),
  attempts: z.array(DeliveryAttempt),
});
export type MessageEntry = z.infer<typeof MessageEntry>;

/** A place of the organization that messages go to; its secret is never in it. */
export const Channel = z.object({
  id: z.string(),
  name: z.string(),
  kind: ChannelKind,
  /** Address without secret, of plain webhooks and of the servers of bots. */
  url: z.string().nullable(),
  host: z.string(),
  room: z.string().nullable(),
  hasSecret: z.boolean(),
  /** While the key before the current one still signs. */
  oldSecretUntil: z.date().nullable(),
  /** Short names; empty for all projects. */
  projects: z.array(z.string()),
  threshold: NewsSeverity,
  digest: z.boolean(),
  digestAt: Minutes,
  zone: z.string(),
  disabledAt: z.date().nullable(),
  disabledWhy: z.string().nullable(),
  lastSentAt: z.date().nullable(),
  /** How the newest attempt ended. */
  last: DeliveryAttempt.nullable(),
  rowVersion: z.int(),
});
export type Channel = z.infer<typeof Channel>;

const Wishes = {
  name: z.string().trim().min(1).max(80),
  projects: z.array(z.string().max(100)).max(200),
  threshold: NewsSeverity,
  digest: z.boolean(),
  digestAt: Minutes,
  zone: Zone,
};

/** What leads to an end point; which of them are needed is the kind's matter. */
const Address = {
  /** Address of a webhook: a secret of its own for Slack, Discord and Teams. */
  url: z.string().trim().max(2000).optional(),
  /** Token of a bot. */
  token: z.string().trim().min(1).max(500).optional(),
  /** Channel or chat of a bot. */
  room: z.string().trim().min(1).max(200).optional(),
};

export const CreateChannel = OrganizationScope.extend({ kind: ChannelKind, ...Wishes, ...Address });
export type CreateChannel = z.infer<typeof CreateChannel>;

const ChannelSelector = OrganizationScope.extend({ channelId: typedId("channel") });
export const SelectChannel = ChannelSelector;
export type SelectChannel = z.infer<typeof SelectChannel>;

export const UpdateChannel = ChannelSelector.extend({ ...Wishes, ...Address, rowVersion: z.int() });
export type UpdateChannel = z.infer<typeof UpdateChannel>;

export const SwitchChannel = ChannelSelector.extend({ on: z.boolean() });
export type SwitchChannel = z.infer<typeof SwitchChannel>;

export const ListMessages = ChannelSelector.extend({ cursor: z.string().max(200).optional(), limit: PageSize });
export type ListMessages = z.infer<typeof ListMessages>;

export const SelectMessage = OrganizationScope.extend({ messageId: typedId("message") });
export type SelectMessage = z.infer<typeof SelectMessage>;
