import { createServer as createHttpServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { createServer, type Socket } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";
import type { OutboundMessage } from "./contract.ts";

/** One request that a fake service has received whole. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly json: Record<string, unknown>;
}

export interface FakeService {
  /** `http://localhost:<port>`; name `host` as allowed. */
  readonly url: string;
  readonly host: string;
  readonly received: Received[];
  close(): Promise<void>;
}

/** A local server that answers as a service would; `answer` sees each whole request. */
export async function fakeService(answer: (request: Received, response: ServerResponse) => void): Promise<FakeService> {
  const received: Received[] = [];
  const server = createHttpServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
    request.on("end", () => {
      const json = body.startsWith("{") ? (JSON.parse(body) as Record<string, unknown>) : {};
      const seen = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body, json };
      received.push(seen);
      answer(seen, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const host = `localhost:${typeof address === "object" && address !== null ? address.port : 0}`;
  return {
    ...{ url: `http://${host}`, host, received },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface FakeMail {
  readonly from: string;
  readonly to: string[];
  /** The mail as it came over the wire. */
  readonly data: string;
  readonly secured: boolean;
  readonly login: string | null;
}

export interface FakeMailServerOptions {
  /** Offers STARTTLS with it. */
  readonly certificate?: { readonly key: string; readonly cert: string };
  readonly password?: string;
  /** Instead of 250 after RCPT TO or DATA. */
  readonly refuse?: { readonly command: "RCPT" | "DATA"; readonly answer: string };
  /** Takes the connection and says nothing. */
  readonly silent?: boolean;
}

/** A small SMTP server (RFC 5321): EHLO, STARTTLS, AUTH PLAIN, MAIL, RCPT, DATA, QUIT. */
export async function fakeMailServer(options: FakeMailServerOptions = {}) {
  const mails: FakeMail[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    if (options.silent !== true) converse(socket, options, mails);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    mails,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function converse(plain: Socket, options: FakeMailServerOptions, mails: FakeMail[]): void {
  let socket = plain;
  let secured = false;
  let login: string | null = null;
  let from = "";
  let to: string[] = [];
  let data: string | null = null;
  let pending = "";
  const say = (line: string): void => void socket.write(`${line}\r\n`);

  function command(line: string): void {
    const word = line.slice(0, 4).toUpperCase();
    if (word === "EHLO") {
      say("250-fake");
      if (options.certificate !== undefined && !secured) say("250-STARTTLS");
      if (options.password !== undefined) say("250-AUTH PLAIN");
      say("250 8BITMIME");
    } else if (word === "STAR") secure();
    else if (word === "AUTH") {
      const [, user = "", password] = Buffer.from(line.split(" ")[2] ?? "", "base64")
        .toString("utf8")
        .split("\0");
      login = password === options.password ? user : null;
      say(login === null ? "535 5.7.8 no such user" : "235 2.7.0 welcome");
    } else if (word === "MAIL") {
      if (options.password !== undefined && login === null) return say("530 5.7.0 sign in first");
      from = /<(.*?)>/.exec(line)?.[1] ?? "";
      to = [];
      say("250 2.1.0 ok");
    } else if (word === "RCPT") {
      if (options.refuse?.command === "RCPT") return say(options.refuse.answer);
      to.push(/<(.*?)>/.exec(line)?.[1] ?? "");
      say("250 2.1.5 ok");
    } else if (word === "DATA") {
      data = "";
      say("354 go on");
    } else if (word === "QUIT") {
      say("221 2.0.0 bye");
      socket.end();
    } else say("502 5.5.2 what");
  }

  function secure(): void {
    if (options.certificate === undefined) return say("502 5.5.1 no");
    say("220 2.0.0 go ahead");
    plain.removeListener("data", take);
    socket = new TLSSocket(plain, { isServer: true, secureContext: createSecureContext(options.certificate) });
    socket.on("error", () => undefined);
    socket.on("data", take);
    secured = true;
    pending = "";
  }

  function take(chunk: Buffer): void {
    pending += chunk.toString("utf8");
    for (let at = pending.indexOf("\r\n"); at !== -1; at = pending.indexOf("\r\n")) {
      const line = pending.slice(0, at);
      pending = pending.slice(at + 2);
      if (data === null) command(line);
      else if (line === ".") {
        if (options.refuse?.command === "DATA") say(options.refuse.answer);
        else {
          mails.push({ from, to, data, secured, login });
          say("250 2.0.0 taken");
        }
        data = null;
      } else data += `${line.startsWith("..") ? line.slice(1) : line}\r\n`;
    }
  }
  socket.on("data", take);
  say("220 fake ESMTP");
}

/** A message about three findings, one of which tries everything. */
export function testMessage(over: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    id: "msg_0190a1b2c3d4e5f60718293a4b5c6d7e",
    type: "message.now",
    createdAt: new Date("2026-11-12T09:00:00.000Z"),
    thread: "finding:0190a1b2-c3d4-7e5f-8071-8293a4b5c6d7",
    replyTo: null,
    content: {
      title: "Meridian Vault: 3 findings need you",
      lead: "Since yesterday.",
      groups: [
        {
          heading: "Yours since now",
          items: [
            {
              text: "F-2: Pool price wins over the feed",
              href: "https://r.example/o/m/p/v/finding/F-2",
              severity: "high",
            },
            { text: HOSTILE, href: "https://r.example/o/m/p/v/finding/F-3" },
          ],
          more: 4,
        },
        { heading: null, items: [{ text: "F-9", href: "https://r.example/o/m/p/v/finding/F-9" }], more: 0 },
      ],
      href: "https://r.example/o/m/p/v/finding?assignee=me",
      reason: "You get this because these were given to you.",
      settingsHref: "https://r.example/o/m/notification/settings",
    },
    ...over,
  };
}

/** What a scanner's message in somebody's repository may hold. */
export const HOSTILE =
  "<!channel> @everyone <@U123> [click](https://evil.example) <b>x</b> <script>alert(1)</script> & *bold* `code`\r\nBcc: victim@example.org\u202e";
