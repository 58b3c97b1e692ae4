import "server-only";
import { randomUUID } from "node:crypto";
import { env } from "../env.ts";

/** Header in which this process notes the peer of a connection; what a client sends under this name is overwritten. */
export const PEER_HEADER = "x-redoubt-peer";
export const REQUEST_ID_HEADER = "x-request-id";
/** Set by instrumentation once the header is really overwritten for each request. */
export const PEER_NOTED = Symbol.for("redoubt.peer-noted");

/** Where a request comes from. */
export interface Caller {
  /** The address that the operator trusts: the peer, or what the trusted proxies appended. */
  readonly address: string | null;
  /** The other end of the connection itself. */
  readonly peer: string | null;
  readonly userAgent: string | null;
  readonly requestId: string;
}

export function callerOf(headers: Headers, hops = env().trustedProxyHops): Caller {
  const noted = (globalThis as Record<symbol, unknown>)[PEER_NOTED] === true;
  const peer = noted ? headers.get(PEER_HEADER) : null;
  return {
    address: hops === 0 ? peer : (forwardedBy(headers, hops) ?? peer),
    peer,
    userAgent: headers.get("user-agent"),
    requestId: requestIdOf(headers),
  };
}

/** proxy.ts gives each request its id; a request that did not pass there gets its own. */
function requestIdOf(headers: Headers): string {
  const given = headers.get(REQUEST_ID_HEADER);
  return given !== null && /^[0-9a-f-]{36}$/.test(given) ? given : randomUUID();
}

/** The entry that the outermost trusted proxy wrote: counted from the right, because clients write on the left. */
function forwardedBy(headers: Headers, hops: number): string | undefined {
  const entries = (headers.get("x-forwarded-for") ?? "").split(",").map((entry) => entry.trim());
  const entry = entries.at(-hops);
  return entry !== undefined && /^[0-9a-fA-F:.]{2,45}$/.test(entry) ? entry : undefined;
}

/** True for loopback addresses as sockets report them. */
export function isLoopback(address: string | null): boolean {
  return address !== null && /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/.test(address);
}
