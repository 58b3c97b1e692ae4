import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { testMessage } from "./testing.ts";
import { webhookBody, webhookHeaders } from "./webhook.ts";

describe("webhook", () => {
  it("signs as the specification's own example", () => {
    const headers = webhookHeaders(
      "msg_p5jXN8AQM9LWM0D4loKWxJek",
      '{"test": 2432232314}',
      ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
      new Date(1_614_265_330_000),
    );
    expect(headers).toEqual({
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
  });

  it("signs with both keys while one replaces the other", () => {
    const keys = ["whsec_bmV3IGtleSBvZiAyNCBieXRlcyAu", "whsec_b2xkIGtleSBvZiAyNCBieXRlcyAu"];
    const now = new Date(1_700_000_000_000);
    const signatures = webhookHeaders("msg_1", "{}", keys, now)["webhook-signature"]?.split(" ");
    const expected = ["new", "old"].map((word) => {
      const key = Buffer.from(`${word} key of 24 bytes .`);
      return `v1,${createHmac("sha256", key).update("msg_1.1700000000.{}").digest("base64")}`;
    });
    expect(signatures).toEqual(expected);
  });

  it("has the same body at every attempt, with the text as it is", () => {
    const message = testMessage();
    expect(webhookBody(message)).toBe(webhookBody(testMessage()));
    expect(JSON.parse(webhookBody(message))).toMatchObject({
      type: "message.now",
      timestamp: "2026-11-12T09:00:00.000Z",
      data: {
        id: message.id,
        thread: message.thread,
        groups: [{ items: [{ severity: "high" }, { severity: null }], more: 4 }, {}],
      },
    });
  });

  it("refuses a key of another form", () => {
    expect(() => webhookHeaders("a", "b", ["secret"], new Date())).toThrow("whsec_");
  });
});
