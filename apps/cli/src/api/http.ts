import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { OutageError } from "./problem.ts";

/** A file is read anew for each try, so that a broken upload can be repeated. */
export type Body = { readonly json: unknown } | { readonly file: string; readonly size: number; readonly type: string };

export interface Wire {
  readonly method: "GET" | "POST" | "PUT" | "PATCH";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body | undefined;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** May it be sent again when nobody knows whether it arrived? */
  readonly repeatable: boolean;
}

const TRIES = 4;
const MOST_REDIRECTS = 3;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Sends, follows redirects within the same origin only, and tries again what was not taken. The answer may be of any
 * status. Throws OutageError when there is none.
 */
export async function send(wire: Wire): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const last = attempt >= TRIES;
    try {
      const response = await followed(wire);
      const again = response.status === 429 || response.status === 503 || (wire.repeatable && response.status === 502);
      if (!again || last) return response;
      await response.body?.cancel();
      await sleep(pauseOf(response, attempt), undefined, { signal: wire.signal });
    } catch (error) {
      if (wire.signal.aborted || error instanceof OutageError) throw error;
      if (last || !wire.repeatable) throw new OutageError(`${hostOf(wire.url)} cannot be reached: ${reason(error)}`);
      await sleep(500 * 2 ** attempt, undefined, { signal: wire.signal });
    }
  }
}

async function followed(wire: Wire): Promise<Response> {
  let url = wire.url;
  for (let hops = 0; ; hops += 1) {
    const response = await fetch(url, {
      method: wire.method,
      headers: { ...wire.headers, ...headersOf(wire.body) },
      redirect: "manual",
      signal: AbortSignal.any([wire.signal, AbortSignal.timeout(wire.timeoutMs)]),
      ...bodyOf(wire.body),
    });
    const location = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    const next = URL.canParse(location, url) ? new URL(location, url) : undefined;
    if (next === undefined || next.origin !== new URL(wire.url).origin) {
      const where = next === undefined ? "somewhere unreadable" : next.origin;
      throw new OutageError(
        `${hostOf(wire.url)} sends on to ${where}; the token was not sent there. If the server moved, sign in at its new address.`,
      );
    }
    if (hops >= MOST_REDIRECTS || wire.method !== "GET") {
      throw new OutageError(
        `${hostOf(wire.url)} redirects ${wire.method} ${next.pathname}: use the address that it names.`,
      );
    }
    url = next.href;
  }
}

function headersOf(body: Body | undefined): Record<string, string> {
  if (body === undefined) return {};
  if ("json" in body) return { "content-type": "application/json" };
  return { "content-type": body.type, "content-length": String(body.size) };
}

function bodyOf(body: Body | undefined): RequestInit {
  if (body === undefined) return {};
  if ("json" in body) return { body: JSON.stringify(body.json) };
  // Node's types of its two kinds of streams differ in name only.
  return { body: Readable.toWeb(createReadStream(body.file)) as ReadableStream, duplex: "half" } as RequestInit;
}

/** What the server asks for, at most a minute; else growing pauses. Milliseconds. */
function pauseOf(response: Response, attempt: number): number {
  const seconds = Number(response.headers.get("retry-after"));
  const asked = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 500 * 2 ** attempt;
  return Math.min(asked, LONGEST_PAUSE_MS);
}

const hostOf = (url: string): string => new URL(url).origin;

function reason(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.name === "TimeoutError") return "no answer in time";
  const cause = error.cause as { code?: string; message?: string } | undefined;
  return cause?.code ?? cause?.message ?? error.message;
}

/** The body as text; throws OutageError beyond `most` bytes. */
export async function readText(response: Response, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > most) throw new OutageError(`The answer is larger than ${Math.floor(most / 1024 / 1024)} MB.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
