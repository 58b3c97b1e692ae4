import type { MessageContent } from "./compose.ts";

/** Where a message goes, with opened secrets: handed to the one who sends it, and kept nowhere. */
export type DeliveryTarget =
  | { readonly kind: "slack" | "discord" | "teams"; readonly url: string }
  | { readonly kind: "slack-bot"; readonly url: string; readonly token: string; readonly channel: string }
  | { readonly kind: "telegram"; readonly url: string; readonly token: string; readonly chat: string }
  | { readonly kind: "webhook"; readonly url: string; readonly keys: readonly string[] }
  | { readonly kind: "mail"; readonly address: string; readonly name: string };

/** One attempt at one message, claimed by whoever makes it. */
export interface DeliveryTask {
  readonly messageId: string;
  /** The fence: what another attempt reports is refused. */
  readonly attempt: number;
  /** Null when its secret is not there any more. */
  readonly target: DeliveryTarget | null;
  readonly message: {
    /** The same at every attempt. */
    readonly id: string;
    readonly type: string;
    readonly createdAt: Date;
    readonly thread: string | null;
    readonly replyTo: string | null;
    readonly content: MessageContent;
  };
}

/** What became of an attempt. */
export interface DeliveryOutcome {
  readonly outcome: "sent" | "later" | "never" | "gone";
  readonly detail: string;
  readonly reference?: string | null;
  readonly retryAfterMs?: number;
}
