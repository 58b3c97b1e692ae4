import type { FetchOptions, OutboundResponse } from "../contract.ts";
import { OutboundError } from "../errors.ts";
import type { DeliveryResult, MessageTarget, OutboundMessage } from "./contract.ts";
import { discordBody } from "./discord.ts";
import { slackBody } from "./slack.ts";
import { teamsBody } from "./teams.ts";
import { telegramBody } from "./telegram.ts";
import { oneLine } from "./text.ts";
import { webhookBody, webhookHeaders } from "./webhook.ts";

const TIMEOUT_MS = 15_000;
const MAX_BYTES = 64 * 1024;
/** No service asks for more without a mistake. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

type HttpTarget = Exclude<MessageTarget, { kind: "mail" }>;
type Fetch = (url: string, options: FetchOptions) => Promise<OutboundResponse>;

/** Posts a message to a service; every ending but an accepted message is a result, not an error. */
export async function postMessage(
  fetch: Fetch,
  target: HttpTarget,
  message: OutboundMessage,
  options: { readonly signal: AbortSignal | undefined; readonly now: Date },
): Promise<DeliveryResult> {
  const { url, headers, body } = requestFor(target, message, options.now);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
      // Who moved says so once and for all on its settings page, not at every message.
      maxRedirects: 0,
      headSuffices: true,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    return resultOf(target, response);
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    if (error.code === "outbound.too-many-redirects") {
      return { outcome: "later", detail: "The address answers with a redirect. Enter the address that it leads to." };
    }
    return { outcome: "later", detail: error.message };
  }
}

interface Request {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function requestFor(target: HttpTarget, message: OutboundMessage, now: Date): Request {
  const { content, replyTo } = message;
  switch (target.kind) {
    case "slack":
      return { url: target.url, headers: {}, body: JSON.stringify(slackBody(content)) };
    case "slack-bot": {
      const thread = replyTo === null ? {} : { thread_ts: replyTo };
      return {
        url: new URL("./api/chat.postMessage", withSlash(target.url)).href,
        headers: { authorization: `Bearer ${target.token}` },
        body: JSON.stringify({ channel: target.channel, ...slackBody(content), ...thread }),
      };
    }
    case "discord": {
      const url = new URL(target.url);
      // Answers with the message instead of nothing, so that an error is one.
      url.searchParams.set("wait", "true");
      return { url: url.href, headers: {}, body: JSON.stringify(discordBody(content)) };
    }
    case "telegram":
      return {
        url: new URL(`./bot${target.token}/sendMessage`, withSlash(target.url)).href,
        headers: {},
        body: JSON.stringify(telegramBody(content, target.chat, replyTo)),
      };
    case "teams":
      return { url: target.url, headers: {}, body: JSON.stringify(teamsBody(content)) };
    case "webhook": {
      const body = webhookBody(message);
      return { url: target.url, headers: webhookHeaders(message.id, body, target.keys, now), body };
    }
  }
}

function withSlash(url: string): string {
  return url.endsWith("/") ? url : `${url}/`;
}

function resultOf(target: HttpTarget, response: OutboundResponse): DeliveryResult {
  const answer = parsed(response);
  const { status } = response;
  const said = saidBy(target, answer, response);
  if (response.ok && said === null) {
    return { outcome: "sent", detail: `answered ${status}`, reference: referenceOf(target, answer) };
  }
  const detail = said === null ? `answered ${status}` : `answered ${status}: ${said}`;
  if (isGone(target, status, answer)) return { outcome: "gone", detail };
  const wait = retryAfter(response, answer);
  const later = { outcome: "later", detail, ...(wait === undefined ? {} : { retryAfterMs: wait }) } as const;
  // A bad request stays one. Refused credentials and unknown addresses may be put right by a person in between.
  return [400, 405, 406, 413, 414, 415, 422].includes(status) && !isConfiguration(target, answer)
    ? { outcome: "never", detail }
    : later;
}

function parsed(response: OutboundResponse): Record<string, unknown> {
  try {
    const value: unknown = response.json();
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** What a service says is wrong, in its own words; null when it says nothing. */
function saidBy(target: HttpTarget, answer: Record<string, unknown>, response: OutboundResponse): string | null {
  const { ok } = response;
  if (target.kind === "slack-bot") return answer["ok"] === true ? null : words(answer["error"]);
  if (target.kind === "telegram") return answer["ok"] === true ? null : words(answer["description"]);
  if (ok) return null;
  if (target.kind === "discord") return words(answer["message"]);
  return target.kind === "slack" ? words(response.text()) : null;
}

function words(value: unknown): string {
  return typeof value === "string" && value.trim() !== "" ? oneLine(value, 160) : "no reason given";
}

function isGone(target: HttpTarget, status: number, answer: Record<string, unknown>): boolean {
  if (status === 410) return true;
  // Discord has no 410: 10015 is "Unknown Webhook", one that was deleted.
  return target.kind === "discord" && status === 404 && answer["code"] === 10_015;
}

/** Telegram answers 400 to a chat that the bot is not in yet. */
function isConfiguration(target: HttpTarget, answer: Record<string, unknown>): boolean {
  return target.kind === "telegram" && /chat not found/iu.test(String(answer["description"]));
}

function referenceOf(target: HttpTarget, answer: Record<string, unknown>): string | null {
  if (target.kind === "slack-bot") return typeof answer["ts"] === "string" ? answer["ts"] : null;
  if (target.kind !== "telegram") return null;
  const id = (answer["result"] as { message_id?: unknown } | undefined)?.message_id;
  return typeof id === "number" ? String(id) : null;
}

function retryAfter(response: OutboundResponse, answer: Record<string, unknown>): number | undefined {
  const inBody = (answer["parameters"] as { retry_after?: unknown } | undefined)?.retry_after ?? answer["retry_after"];
  const seconds = typeof inBody === "number" ? inBody : Number(response.headers["retry-after"] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, LONGEST_WAIT_MS) : undefined;
}
