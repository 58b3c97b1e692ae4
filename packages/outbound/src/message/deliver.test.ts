import { createHmac } from "node:crypto";
import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { createOutbound } from "../outbound.ts";
import type { MessageTarget } from "./contract.ts";
import { type FakeService, fakeService, HOSTILE, type Received, testMessage } from "./testing.ts";

const open: FakeService[] = [];
afterEach(async () => {
  for (const service of open.splice(0)) await service.close();
});

async function serve(answer: (request: Received, response: ServerResponse) => void): Promise<FakeService> {
  const service = await fakeService(answer);
  open.push(service);
  return service;
}

const send = (
  service: FakeService,
  target: (url: string) => MessageTarget,
  over: Parameters<typeof testMessage>[0] = {},
) => createOutbound({ allowedHosts: [service.host] }).sendMessage(target(service.url), testMessage(over));
const json = (response: ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
const longMessage = () => {
  const items = Array.from({ length: 400 }, (_each, at) => ({
    text: `F-${at}: ${"x".repeat(300)}`,
    href: `https://r.example/F-${at}`,
    severity: "high",
  }));
  const { content } = testMessage();
  return { content: { ...content, title: "t".repeat(900), groups: [{ heading: null, items, more: 0 }] } };
};

/** Answers as Slack documents it: what its limits refuse is `invalid_payload`. */
function slackRules({ json: body }: Received): boolean {
  const blocks = body["blocks"] as { text?: { type: string; text: string } }[];
  return blocks.length <= 50 && blocks.every(({ text }) => text === undefined || text.text.length <= 3000);
}

describe("slack", () => {
  const answer = (request: Received, response: ServerResponse): void => {
    if (slackRules(request)) response.end("ok");
    else response.writeHead(400).end("invalid_payload");
  };

  it("takes a message in which a title is only text", async () => {
    const service = await serve(answer);
    expect(await send(service, (url) => ({ kind: "slack", url: `${url}/services/T/B/x` }))).toMatchObject({
      outcome: "sent",
    });
    const [{ path, json: body }] = service.received as [Received];
    expect(path).toBe("/services/T/B/x");
    const text = JSON.stringify(body["blocks"]);
    expect(text).toContain("<https://r.example/o/m/p/v/finding/F-2|F-2: Pool price wins over the feed> (high)");
    expect(text).toContain("&lt;!channel&gt; @everyone &lt;@U123&gt;");
    expect(text).not.toMatch(/<!channel>|<@U123>/);
    expect(text).toContain("and 4 more");
    expect(body).toMatchObject({ unfurl_links: false, blocks: [{ text: { verbatim: true } }, {}, {}, {}] });
  });

  it("stays within the limits however much there is", async () => {
    const service = await serve(answer);
    expect(await send(service, (url) => ({ kind: "slack", url }), longMessage())).toMatchObject({ outcome: "sent" });
  });

  it.each([
    [400, "invalid_payload", "never"],
    [403, "invalid_token", "later"],
    [404, "no_service", "later"],
    [410, "channel_is_archived", "gone"],
    [500, "rollup_error", "later"],
  ])("answers %i %s: %s", async (status, words, outcome) => {
    const service = await serve((_request, response) => void response.writeHead(status).end(words));
    const result = await send(service, (url) => ({ kind: "slack", url }));
    expect(result).toEqual({ outcome, detail: `answered ${status}: ${words}` });
  });

  it("waits as long as it is told to", async () => {
    const service = await serve(
      (_request, response) => void response.writeHead(429, { "retry-after": "30" }).end("slow"),
    );
    expect(await send(service, (url) => ({ kind: "slack", url }))).toMatchObject({
      outcome: "later",
      retryAfterMs: 30_000,
    });
  });
});

describe("slack-bot", () => {
  const target = (url: string): MessageTarget => ({ kind: "slack-bot", url, token: "xoxb-1", channel: "C1" });

  it("gives the time stamp of the first message back, and answers to it in the thread", async () => {
    const service = await serve(({ headers }, response) => {
      if (headers.authorization === "Bearer xoxb-1") json(response, 200, { ok: true, ts: "1700000000.000100" });
      else json(response, 200, { ok: false, error: "invalid_auth" });
    });
    const first = await send(service, target);
    expect(first).toMatchObject({ outcome: "sent", reference: "1700000000.000100" });
    await send(service, target, { replyTo: "1700000000.000100" });
    expect(service.received.map(({ path, json: body }) => [path, body["channel"], body["thread_ts"]])).toEqual([
      ["/api/chat.postMessage", "C1", undefined],
      ["/api/chat.postMessage", "C1", "1700000000.000100"],
    ]);
  });

  it("takes an error in a 200 for an error", async () => {
    const service = await serve((_request, response) => json(response, 200, { ok: false, error: "channel_not_found" }));
    expect(await send(service, target)).toEqual({ outcome: "later", detail: "answered 200: channel_not_found" });
  });
});

describe("discord", () => {
  const target = (url: string): MessageTarget => ({ kind: "discord", url: `${url}/api/webhooks/1/abc?thread_id=9` });

  it("takes an embed that mentions nobody and has no link but ours", async () => {
    const service = await serve(({ json: body }, response) => {
      const [embed] = body["embeds"] as { title: string; description: string }[];
      const fits = (embed?.title.length ?? 0) <= 256 && (embed?.description.length ?? 0) <= 4096;
      json(response, fits ? 200 : 400, fits ? { id: "1" } : { message: "Invalid Form Body", code: 50_035 });
    });
    expect(await send(service, target)).toMatchObject({ outcome: "sent" });
    expect(await send(service, target, longMessage())).toMatchObject({ outcome: "sent" });
    const [{ path, json: body }] = service.received as [Received];
    expect(path).toBe("/api/webhooks/1/abc?thread_id=9&wait=true");
    expect(body["allowed_mentions"]).toEqual({ parse: [] });
    const [{ description }] = body["embeds"] as [{ description: string }];
    expect(description).toContain("\\[click\\]\\(https\\:");
    expect(description).toContain("\\@everyone");
    expect([...description.matchAll(/(?<!\\)\]\((https?:\/\/[^/]+)/g)].map((match) => match[1])).toEqual([
      "https://r.example",
      "https://r.example",
      "https://r.example",
    ]);
  });

  it("knows a deleted webhook, and a time to wait in the body", async () => {
    const deleted = await serve((_request, response) =>
      json(response, 404, { message: "Unknown Webhook", code: 10_015 }),
    );
    expect(await send(deleted, target)).toEqual({ outcome: "gone", detail: "answered 404: Unknown Webhook" });
    const busy = await serve((_request, response) =>
      json(response, 429, { message: "rate limited", retry_after: 1.5 }),
    );
    expect(await send(busy, target)).toMatchObject({ outcome: "later", retryAfterMs: 1500 });
  });
});

describe("telegram", () => {
  const target = (url: string): MessageTarget => ({ kind: "telegram", url, token: "12:ab", chat: "-100" });

  it("sends HTML in which a title is only text, and answers to the first message", async () => {
    const service = await serve(({ json: body }, response) => {
      const text = String(body["text"]);
      // As the Bot API: every tag must be one that it knows, and closed.
      const open = [...text.matchAll(/<(b|i|a)[ >]/g)].length;
      const closed = [...text.matchAll(/<\/(b|i|a)>/g)].length;
      const other = text.replaceAll(/<\/?(?:b|i|a)(?: href="[^"<>]*")?>/g, "").includes("<");
      if (open !== closed || other || text.length > 4096)
        json(response, 400, { ok: false, description: "can't parse entities" });
      else json(response, 200, { ok: true, result: { message_id: 77 } });
    });
    expect(await send(service, target)).toMatchObject({ outcome: "sent", reference: "77" });
    expect(await send(service, target, { ...longMessage(), replyTo: "77" })).toMatchObject({ outcome: "sent" });
    expect(service.received[0]?.path).toBe("/bot12:ab/sendMessage");
    expect(service.received[0]?.json).toMatchObject({ chat_id: "-100", parse_mode: "HTML" });
    expect(service.received[0]?.json["reply_parameters"]).toBeUndefined();
    expect(service.received[1]?.json["reply_parameters"]).toEqual({
      message_id: 77,
      allow_sending_without_reply: true,
    });
  });

  it("tells what Telegram says, and never the token", async () => {
    const service = await serve((_request, response) =>
      json(response, 429, { ok: false, description: "Too Many Requests", parameters: { retry_after: 7 } }),
    );
    const result = await send(service, target);
    expect(result).toEqual({ outcome: "later", detail: "answered 429: Too Many Requests", retryAfterMs: 7000 });
    await service.close();
    open.pop();
    const away = await send(service, target);
    expect(away).toMatchObject({ outcome: "later", detail: expect.stringContaining("could not be reached") });
    expect(JSON.stringify(away)).not.toContain("12:ab");
  });
});

describe("teams", () => {
  it("takes an adaptive card whose texts are read as they are", async () => {
    const service = await serve(
      ({ body }, response) => void response.writeHead(body.length < 28_000 ? 202 : 413).end(),
    );
    expect(await send(service, (url) => ({ kind: "teams", url: `${url}/workflows/1` }))).toMatchObject({
      outcome: "sent",
    });
    expect(await send(service, (url) => ({ kind: "teams", url }), longMessage())).toMatchObject({ outcome: "sent" });
    const [{ json: body }] = service.received as [Received];
    const [attachment] = body["attachments"] as [{ contentType: string; content: { body: { type: string }[] } }];
    expect(attachment.contentType).toBe("application/vnd.microsoft.card.adaptive");
    expect(new Set(attachment.content.body.map(({ type }) => type))).toEqual(new Set(["RichTextBlock"]));
    expect(JSON.stringify(body)).toContain("[click](https://evil.example)");
  });
});

describe("webhook", () => {
  const key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const target = (url: string): MessageTarget => ({ kind: "webhook", url: `${url}/hook`, keys: [key] });

  it("is signed so that a receiver can check it over the bytes that it got", async () => {
    const service = await serve((_request, response) => void response.writeHead(204).end());
    expect(await send(service, target)).toMatchObject({ outcome: "sent", detail: "answered 204" });
    const [{ headers, body }] = service.received as [Received];
    const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
    const secret = Buffer.from(key.slice("whsec_".length), "base64");
    expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", secret).update(signed).digest("base64")}`);
    expect(headers["webhook-id"]).toBe(testMessage().id);
    expect(Math.abs(Date.now() / 1000 - Number(headers["webhook-timestamp"]))).toBeLessThan(300);
    expect(JSON.parse(body).data.groups[0].items[1].text).toBe(HOSTILE);
  });

  it.each([
    [200, "sent"],
    [302, "later"],
    [400, "never"],
    [401, "later"],
    [404, "later"],
    [410, "gone"],
    [422, "never"],
    [503, "later"],
  ])("an answer of %i means %s", async (status, outcome) => {
    const service = await serve((_request, response) => void response.writeHead(status, { location: "/" }).end());
    expect(await send(service, target)).toMatchObject({ outcome });
    // A redirect is not followed: the signature is for the address that was entered.
    expect(service.received).toHaveLength(1);
  });

  it("counts as taken once the head is there, however much follows", async () => {
    let written = 0;
    const service = await serve((_request, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && written < 50_000_000) {
          written += 65_536;
          if (!response.write(Buffer.alloc(65_536))) return void response.once("drain", more);
        }
      };
      more();
    });
    expect(await send(service, target)).toMatchObject({ outcome: "sent" });
    expect(written).toBeLessThan(20_000_000);
  });

  it("goes nowhere private and nowhere in clear without the operator", async () => {
    const service = await serve((_request, response) => void response.end());
    const outbound = createOutbound();
    const refused = [
      target(service.url),
      target("http://93.184.216.34"),
      target("https://169.254.169.254"),
      target("https://[::1]"),
    ];
    for (const where of refused) {
      const result = await outbound.sendMessage(where, testMessage());
      expect(result).toMatchObject({
        outcome: "later",
        detail: expect.stringMatching(/private or reserved|https only/),
      });
    }
    expect(service.received).toEqual([]);
  });

  it("ends when it is told to", async () => {
    const service = await serve(() => undefined);
    const stop = new AbortController();
    const running = createOutbound({ allowedHosts: [service.host] }).sendMessage(target(service.url), testMessage(), {
      signal: stop.signal,
    });
    setTimeout(() => stop.abort(), 50);
    expect(await running).toMatchObject({ outcome: "later", detail: "The request was cancelled." });
  });
});
