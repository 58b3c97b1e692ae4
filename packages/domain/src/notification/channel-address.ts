import type { ChannelKind } from "./schema.ts";

/** What a person enters; absent is "as it is". */
export interface GivenAddress {
  readonly url?: string | undefined;
  readonly token?: string | undefined;
  readonly room?: string | undefined;
}

/** Where a channel leads, without its secret. */
export interface StoredAddress {
  readonly url: string | null;
  readonly host: string;
  readonly room: string | null;
}

/** What is stored of an address, and what becomes of the secret. */
export interface NewAddress extends StoredAddress {
  /** A text to seal, a signing key to make, or the one that is there kept or forgotten. */
  readonly secret: { readonly seal: string } | "make" | "keep" | "clear";
}

export type AddressProblem = "notification.address-needed" | "notification.token-needed" | "notification.room-needed";

/** Services whose address is the secret. */
const SECRET_ADDRESS: readonly ChannelKind[] = ["slack", "discord", "teams"];
/** Servers of bots, unless a person runs one of their own. */
export const BOT_SERVERS: Partial<Record<ChannelKind, string>> = {
  "slack-bot": "https://slack.com",
  telegram: "https://api.telegram.org",
};

/**
 * What an entered address means for a new channel (`before` is null) or for one that is there. A secret stays with the
 * host that it was entered for: another host clears the token of a bot, and a webhook there gets a new key.
 */
export function resolveAddress(
  kind: ChannelKind,
  given: GivenAddress,
  before: StoredAddress | null,
): NewAddress | AddressProblem {
  if (given.url !== undefined && given.url !== "" && hostOf(given.url) === null) return "notification.address-needed";
  const url = given.url === undefined || given.url === "" ? null : new URL(given.url).href;
  if (SECRET_ADDRESS.includes(kind)) {
    if (url === null) return before === null ? "notification.address-needed" : { ...before, secret: "keep" };
    return { url: null, host: hostOf(url) ?? "", room: null, secret: { seal: url } };
  }
  if (kind === "webhook") {
    const address = url ?? before?.url ?? null;
    if (address === null) return "notification.address-needed";
    const host = hostOf(address) ?? "";
    return { url: address, host, room: null, secret: before === null || before.host !== host ? "make" : "keep" };
  }
  const server = url ?? before?.url ?? BOT_SERVERS[kind] ?? "";
  const host = hostOf(server) ?? "";
  const room = given.room ?? before?.room ?? null;
  if (room === null) return "notification.room-needed";
  if (given.token !== undefined) return { url: server, host, room, secret: { seal: given.token } };
  if (before === null) return "notification.token-needed";
  return { url: server, host, room, secret: before.host === host ? "keep" : "clear" };
}

/** Host and port of an address that messages can be posted to; null for anything else. */
function hostOf(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !["https:", "http:"].includes(url.protocol) || url.host === "") return null;
  return url.username === "" && url.password === "" ? url.host : null;
}
