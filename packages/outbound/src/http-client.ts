import { type Agent, type Dispatcher, request } from "undici";
import type { FetchOptions, OutboundResponse } from "./contract.ts";
import { connectionError, OutboundError } from "./errors.ts";
import { hostOf, type OutboundPolicy } from "./policy.ts";

const defaults = { timeoutMs: 30_000, maxBytes: 10 * 1024 * 1024, maxRedirects: 5 } as const;
const redirects = new Set([301, 302, 303, 307, 308]);
/** What another origin may see of the first one's headers: nothing that could identify or authorize. */
const harmlessHeaders = new Set(["accept", "accept-language", "content-type", "user-agent"]);

interface Hop {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
}

/** One request with its redirects; see `Outbound.fetch`. */
export async function fetchChecked(
  agent: Agent,
  policy: OutboundPolicy,
  url: string,
  options: FetchOptions,
): Promise<OutboundResponse> {
  const timeoutMs = options.timeoutMs ?? defaults.timeoutMs;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
  const headers = Object.fromEntries(
    Object.entries(options.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  let hop: Hop = { url: policy.parseUrl(url, "fetch"), method: options.method ?? "GET", headers, body: options.body };
  try {
    for (let left = options.maxRedirects ?? defaults.maxRedirects; ; left -= 1) {
      const response = await send(agent, hop, signal);
      const location = response.headers["location"];
      if (!redirects.has(response.statusCode) || typeof location !== "string") {
        const body = await readBody(response, options.maxBytes ?? defaults.maxBytes, {
          host: hostOf(hop.url),
          headSuffices: options.headSuffices === true && options.signal?.aborted !== true,
        });
        return toResponse(hop.url, response, body);
      }
      discard(response);
      if (left <= 0) {
        throw new OutboundError("outbound.too-many-redirects", `${hostOf(hop.url)} redirected too often.`);
      }
      hop = follow(hop, response.statusCode, location, policy);
    }
  } catch (error) {
    if (options.signal?.aborted === true) throw new OutboundError("outbound.cancelled", "The request was cancelled.");
    if (timeout.aborted) {
      throw new OutboundError("outbound.timeout", `${hostOf(hop.url)} did not answer within ${timeoutMs} ms.`);
    }
    throw connectionError(error, hostOf(hop.url));
  }
}

function send(agent: Agent, hop: Hop, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
  return request(hop.url, {
    dispatcher: agent,
    method: hop.method as Dispatcher.HttpMethod,
    // Not decompressed by the client, so the byte cap is a cap on what arrives.
    headers: { "user-agent": "redoubt", ...hop.headers, "accept-encoding": "identity" },
    body: hop.body ?? null,
    signal,
  });
}

function follow(hop: Hop, status: number, location: string, policy: OutboundPolicy): Hop {
  if (!URL.canParse(location, hop.url.href)) {
    throw new OutboundError("outbound.url-refused", `${hostOf(hop.url)} redirected to something that is no address.`);
  }
  const url = policy.parseUrl(new URL(location, hop.url.href).href, "fetch");
  if (hop.url.protocol === "https:" && url.protocol === "http:") {
    throw new OutboundError("outbound.url-refused", `${hostOf(hop.url)} redirected from https to http.`);
  }
  const headers =
    url.origin === hop.url.origin
      ? hop.headers
      : Object.fromEntries(Object.entries(hop.headers).filter(([name]) => harmlessHeaders.has(name)));
  const keepsMethod = status === 307 || status === 308 || hop.method === "GET" || hop.method === "HEAD";
  if (keepsMethod) return { ...hop, url, headers };
  const { "content-type": _dropped, ...rest } = headers;
  return { url, method: "GET", headers: rest, body: undefined };
}

async function readBody(
  response: Dispatcher.ResponseData,
  maxBytes: number,
  { host, headSuffices }: { readonly host: string; readonly headSuffices: boolean },
): Promise<Buffer> {
  const tooLarge = (): OutboundError =>
    new OutboundError("outbound.too-large", `The answer of ${host} is larger than ${maxBytes} bytes.`);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    if (!headSuffices && Number(response.headers["content-length"] ?? 0) > maxBytes) throw tooLarge();
    for await (const chunk of response.body) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    if (!headSuffices) throw error;
  } finally {
    discard(response);
  }
  return Buffer.concat(chunks);
}

/** Ends an answer that nobody reads on; the library reports its own aborting as an error event. */
function discard(response: Dispatcher.ResponseData): void {
  response.body.on("error", () => undefined);
  response.body.destroy();
}

function toResponse(url: URL, response: Dispatcher.ResponseData, body: Buffer): OutboundResponse {
  const headers = Object.fromEntries(
    Object.entries(response.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
  return {
    status: response.statusCode,
    ok: response.statusCode >= 200 && response.statusCode < 300,
    url: url.href,
    headers,
    body,
    text: () => body.toString("utf8"),
    json: () => JSON.parse(body.toString("utf8")),
  };
}
