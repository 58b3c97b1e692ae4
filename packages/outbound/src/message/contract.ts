/** One line of a message; texts come from repositories and people and hold no markup. */
export interface MessageItem {
  readonly text: string;
  /** Absolute address of its page. */
  readonly href: string;
  readonly severity?: string;
}

/** What is said, without the markup of any service. */
export interface MessageContent {
  /** The same in every message of a thread. */
  readonly title: string;
  readonly lead: string | null;
  readonly groups: readonly {
    readonly heading: string | null;
    readonly items: readonly MessageItem[];
    /** How many are not named. */
    readonly more: number;
  }[];
  /** Absolute address of the page that holds all of it. */
  readonly href: string;
  /** Why this was sent, in one sentence. */
  readonly reason: string;
  /** Absolute address of the page where the receiver chooses what is sent. */
  readonly settingsHref: string;
}

/** A message with what makes it recognisable: the same over all attempts. */
export interface OutboundMessage {
  /** Stable, of letters, digits and underscores: receivers know a repetition by it. */
  readonly id: string;
  /** `message.now`, `message.digest`, `message.test`. */
  readonly type: string;
  readonly createdAt: Date;
  /** What messages about one subject have in common; null when there is no such subject. */
  readonly thread: string | null;
  /** What the service answered to the first message of the thread, when there was one. */
  readonly replyTo: string | null;
  readonly content: MessageContent;
}

/** Where a message goes, with the secrets that it takes to get there. */
export type MessageTarget =
  | { readonly kind: "slack"; readonly url: string }
  | { readonly kind: "slack-bot"; readonly url: string; readonly token: string; readonly channel: string }
  | { readonly kind: "discord"; readonly url: string }
  | { readonly kind: "telegram"; readonly url: string; readonly token: string; readonly chat: string }
  | { readonly kind: "teams"; readonly url: string }
  /** Keys as `whsec_…`, the current one first; all of them sign while one replaces another. */
  | { readonly kind: "webhook"; readonly url: string; readonly keys: readonly string[] }
  | { readonly kind: "mail"; readonly address: string; readonly name: string };

/** The operator's mail server. */
export interface MailOptions {
  /** `smtps://user:password@host` or `smtp://…`; the latter must offer STARTTLS unless it is on this machine. */
  readonly url: string;
  /** `name@host`, or `Name <name@host>`. */
  readonly from: string;
}

/** What became of one attempt; `detail` is for people and holds no secret. */
export type DeliveryResult =
  | {
      readonly outcome: "sent";
      readonly detail: string;
      /** What the service calls the message, where a later one can name it. */
      readonly reference: string | null;
    }
  | {
      /** `later`: try again. `never`: this message is refused for good. `gone`: nobody listens there any more. */
      readonly outcome: "later" | "never" | "gone";
      readonly detail: string;
      /** The receiver asked to wait as long. */
      readonly retryAfterMs?: number;
    };
