import { createHmac } from "node:crypto";
import type { OutboundMessage } from "./contract.ts";

const PREFIX = "whsec_";

/** The body for a plain webhook: the same bytes at every attempt. */
export function webhookBody(message: OutboundMessage): string {
  const { id, type, createdAt, thread, content } = message;
  const { title, lead, href, groups } = content;
  return JSON.stringify({
    type,
    timestamp: createdAt.toISOString(),
    data: {
      ...{ id, thread, title, lead, url: href },
      groups: groups.map((group) => ({
        heading: group.heading,
        items: group.items.map((item) => ({ text: item.text, url: item.href, severity: item.severity ?? null })),
        more: group.more,
      })),
    },
  });
}

/**
 * The headers of Standard Webhooks: HMAC-SHA256 over `id.timestamp.body` with each key, the time of this attempt in
 * seconds. https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function webhookHeaders(id: string, body: string, keys: readonly string[], now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signatures = keys.map((key) => {
    if (!key.startsWith(PREFIX)) throw new Error("a signing key begins with whsec_");
    const secret = Buffer.from(key.slice(PREFIX.length), "base64");
    return `v1,${createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}
