import { readFileSync } from "node:fs";
import { Socket } from "node:net";
import { rootCertificates } from "node:tls";
import { createTransport } from "nodemailer";
import { errorCode } from "../errors.ts";
import type { DeliveryResult, MailOptions, OutboundMessage } from "./contract.ts";
import { composeMail } from "./mail.ts";
import { oneLine } from "./text.ts";

const TIMEOUT_MS = 30_000;
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** The operator's mail server as it was named. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte. */
  readonly secure: boolean;
  /** Refuses to go on in clear. */
  readonly requireTls: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | undefined;
  readonly from: string;
  /** Domain of the sender, for message ids. */
  readonly domain: string;
}

/** Reads the two settings; throws an error that says what is wrong and shows no password. */
export function parseMailOptions(options: MailOptions): MailServer {
  const url = URL.canParse(options.url) ? new URL(options.url) : undefined;
  if (url === undefined || !["smtp:", "smtps:"].includes(url.protocol) || url.hostname === "") {
    throw new Error("the mail server must be smtp://host, smtps://host or either with user:password@");
  }
  const domain = /@([a-z0-9.-]+)>?\s*$/i.exec(options.from)?.[1];
  if (domain === undefined || /[\r\n]/u.test(options.from))
    throw new Error("the sender must be name@host or Name <name@host>");
  const secure = url.protocol === "smtps:";
  const clear = LOOPBACK.has(url.hostname) || url.searchParams.get("starttls") === "off";
  return {
    host: url.hostname.replace(/^\[(.*)\]$/u, "$1"),
    port: url.port === "" ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTls: !secure && !clear,
    auth:
      url.username === ""
        ? undefined
        : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    from: options.from,
    domain,
  };
}

/** Sends one mail over its own connection; every ending but an accepted mail is a result, not an error. */
export async function sendMail(
  server: MailServer,
  to: { readonly address: string; readonly name: string },
  message: OutboundMessage,
  options: { readonly certificateFile: string | undefined; readonly signal: AbortSignal | undefined },
): Promise<DeliveryResult> {
  const { certificateFile } = options;
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
  if (signal.aborted) return { outcome: "later", detail: "The attempt was ended." };
  // Our own socket, because it can be closed under a connection that hangs.
  const socket = new Socket();
  const end = (): void => void socket.destroy(new Error("ended"));
  signal.addEventListener("abort", end, { once: true });
  const mail = composeMail(message, server.domain);
  const transport = createTransport({
    ...{ host: server.host, port: server.port, secure: server.secure, requireTLS: server.requireTls, socket },
    ...(server.auth === undefined ? {} : { auth: server.auth }),
    ...{ connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 15_000, dnsTimeout: 10_000 },
    tls: {
      servername: server.host,
      ...(certificateFile === undefined ? {} : { ca: [...rootCertificates, readFileSync(certificateFile, "utf8")] }),
    },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  try {
    const info = await transport.sendMail({
      from: server.from,
      to: { name: oneLine(to.name, 100), address: to.address },
      ...{ subject: mail.subject, text: mail.text, html: mail.html, messageId: mail.messageId, headers: mail.headers },
      ...(mail.references === undefined ? {} : { references: mail.references, inReplyTo: mail.references }),
      date: message.createdAt,
    });
    return { outcome: "sent", detail: oneLine(info.response, 200), reference: null };
  } catch (error) {
    if (options.signal?.aborted === true) return { outcome: "later", detail: "The attempt was ended." };
    if (timeout.aborted) return { outcome: "later", detail: `${server.host} did not take the mail within 30 s.` };
    return failure(error, server.host);
  } finally {
    signal.removeEventListener("abort", end);
    transport.close();
    socket.destroy();
  }
}

/** Who refuses the receiver or the mail itself refuses it for good; everything else may pass. */
function failure(error: unknown, host: string): DeliveryResult {
  const { responseCode, response, command } = (error ?? {}) as {
    responseCode?: unknown;
    response?: unknown;
    command?: unknown;
  };
  const code = errorCode(error) ?? "";
  if (typeof responseCode === "number") {
    const final = responseCode >= 500 && /^(?:RCPT TO|DATA|MAIL FROM)$/u.test(String(command)) && code !== "EAUTH";
    return {
      outcome: final ? "never" : "later",
      detail: oneLine(`${host} answered ${String(response ?? responseCode)}`, 200),
    };
  }
  // The library names the stage (ESOCKET); the cause stands in the words only.
  const text = error instanceof Error ? error.message : "";
  if (code === "ETLS" || /certificate|self-signed|\b(?:TLS|SSL)\b/iu.test(text)) {
    return { outcome: "later", detail: `The connection to ${host} could not be secured: ${oneLine(text, 120)}.` };
  }
  const cause = /\bE[A-Z]{4,}\b/u.exec(text)?.[0] ?? code;
  return { outcome: "later", detail: `${host} could not be reached${cause === "" ? "" : ` (${cause})`}.` };
}
