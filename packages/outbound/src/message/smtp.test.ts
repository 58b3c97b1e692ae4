import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createOutbound } from "../outbound.ts";
import { createCertificate } from "../testing.ts";
import type { MessageTarget } from "./contract.ts";
import { parseMailOptions } from "./smtp.ts";
import { fakeMailServer, type FakeMailServerOptions, HOSTILE, testMessage } from "./testing.ts";

const to: MessageTarget = { kind: "mail", address: "ines@example.org", name: "Ines Kovač" };
const from = "Redoubt <redoubt@example.org>";
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function serve(options: FakeMailServerOptions = {}) {
  const server = await fakeMailServer(options);
  ends.push(server.close);
  return server;
}

/** Headers of a mail, unfolded, by lower-case name. */
function headersOf(data: string): Record<string, string> {
  const head = data.slice(0, data.indexOf("\r\n\r\n")).replaceAll(/\r\n[ \t]+/g, " ");
  return Object.fromEntries(
    head
      .split("\r\n")
      .map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 2)]),
  );
}

describe("mail", () => {
  it("is sent with an id that stays, in the thread of its subject", async () => {
    const server = await serve();
    const outbound = createOutbound({ mail: { url: `smtp://localhost:${server.port}`, from } });
    expect(outbound.canMail).toBe(true);
    expect(await outbound.sendMessage(to, testMessage())).toMatchObject({ outcome: "sent" });
    expect(await outbound.sendMessage(to, testMessage())).toMatchObject({ outcome: "sent" });
    expect(await outbound.sendMessage(to, testMessage({ id: "msg_2" }))).toMatchObject({ outcome: "sent" });
    const [first, again, other] = server.mails.map(({ data }) => headersOf(data));
    expect(server.mails[0]).toMatchObject({ from: "redoubt@example.org", to: ["ines@example.org"] });
    expect(first?.["message-id"]).toBe(`<${testMessage().id}@example.org>`);
    expect(again?.["message-id"]).toBe(first?.["message-id"]);
    expect(other?.["message-id"]).not.toBe(first?.["message-id"]);
    expect(other?.["references"]).toBe(first?.["references"]);
    expect(first?.["in-reply-to"]).toBe("<thread.finding.0190a1b2-c3d4-7e5f-8071-8293a4b5c6d7@example.org>");
    expect(first).toMatchObject({ "auto-submitted": "auto-generated", subject: "Meridian Vault: 3 findings need you" });
  });

  it("takes nothing of a title as a header, an address or markup", async () => {
    const server = await serve();
    const outbound = createOutbound({ mail: { url: `smtp://127.0.0.1:${server.port}`, from } });
    const { content } = testMessage();
    await outbound.sendMessage(
      { ...to, name: 'x" <evil@example.org>, "y' },
      testMessage({ content: { ...content, title: HOSTILE } }),
    );
    const [mail] = server.mails;
    expect(mail?.to).toEqual(["ines@example.org"]);
    expect(headersOf(mail?.data ?? "")["bcc"]).toBeUndefined();
    const html = /text\/html[^]*?\r\n\r\n([^]*)/.exec(mail?.data ?? "")?.[1] ?? "";
    expect(html.length).toBeGreaterThan(200);
    expect(html).not.toContain("<script>");
  });

  it("goes on in clear to this machine only", async () => {
    const server = await serve();
    const strict = parseMailOptions({ url: "smtp://relay.example.org", from });
    expect(strict).toMatchObject({ port: 587, secure: false, requireTls: true });
    expect(parseMailOptions({ url: "smtps://u:p%40ss@relay.example.org", from })).toMatchObject({
      ...{ port: 465, secure: true, auth: { user: "u", pass: "p@ss" } },
    });
    expect(parseMailOptions({ url: `smtp://localhost:${server.port}`, from }).requireTls).toBe(false);
    expect(parseMailOptions({ url: "smtp://relay:25?starttls=off", from }).requireTls).toBe(false);
  });

  it("uses STARTTLS with a certificate that it can verify, and signs in over it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "outbound-smtp-"));
    ends.push(() => rm(folder, { recursive: true }));
    const certificate = createCertificate(folder);
    const { key, cert } = certificate;
    const server = await serve({ certificate: { key: String(key), cert: String(cert) }, password: "s3cret pass" });
    const mail = { url: `smtp://redoubt:s3cret%20pass@localhost:${server.port}`, from };
    const unsure = await createOutbound({ mail }).sendMessage(to, testMessage());
    expect(unsure).toMatchObject({ outcome: "later", detail: expect.stringContaining("could not be secured") });
    const sure = createOutbound({ mail, certificateFile: certificate.file });
    expect(await sure.sendMessage(to, testMessage())).toMatchObject({ outcome: "sent" });
    expect(server.mails).toMatchObject([{ secured: true, login: "redoubt" }]);
    const wrong = { url: `smtp://redoubt:other@localhost:${server.port}`, from };
    const refused = await createOutbound({ mail: wrong, certificateFile: certificate.file }).sendMessage(
      to,
      testMessage(),
    );
    expect(refused).toMatchObject({ outcome: "later", detail: expect.stringContaining("535") });
    expect(JSON.stringify(refused)).not.toContain("other");
  });

  it.each([
    ["RCPT", "550 5.1.1 no such person", "never"],
    ["RCPT", "450 4.2.1 later", "later"],
    ["DATA", "554 5.6.0 not here", "never"],
  ] as const)("refused after %s with %s: %s", async (command, answer, outcome) => {
    const server = await serve({ refuse: { command, answer } });
    const outbound = createOutbound({ mail: { url: `smtp://localhost:${server.port}`, from } });
    expect(await outbound.sendMessage(to, testMessage())).toMatchObject({
      outcome,
      detail: expect.stringContaining(answer.slice(0, 3)),
    });
  });

  it("leaves a server that says nothing when it is told to", async () => {
    const server = await serve({ silent: true });
    const outbound = createOutbound({ mail: { url: `smtp://localhost:${server.port}`, from } });
    const stop = new AbortController();
    const running = outbound.sendMessage(to, testMessage(), { signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    expect(await running).toMatchObject({ outcome: "later" });
  });

  it("says what is wrong with the settings, without the password", () => {
    for (const url of ["", "http://x", "smtp://", "user:hunter2@host"]) {
      expect(() => parseMailOptions({ url, from })).toThrow("smtp://host");
    }
    expect(() => parseMailOptions({ url: "smtp://u:hunter2@h", from: "nobody" })).toThrow("name@host");
    expect(createOutbound().canMail).toBe(false);
  });
});
