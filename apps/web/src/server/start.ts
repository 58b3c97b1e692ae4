import "server-only";
import { subscribe } from "node:diagnostics_channel";
import { env } from "../env.ts";
import { PEER_HEADER, PEER_NOTED } from "./caller.ts";
import { closeHouse, database } from "./context.ts";
import { toPublicError } from "./error-mapping.ts";
import { log } from "./log.ts";
import { endStreams } from "./shutdown.ts";

/** Next closes the server on SIGTERM; what keeps it open ends here, and after three seconds everything does. */
const GRACE_MS = 3000;

export function start(): void {
  try {
    env();
    database();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
  notePeers();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, end);
}

/** What Node's channel tells of a request, as far as it matters here. */
interface RequestStart {
  readonly request: { readonly headers: Record<string, string | string[] | undefined> };
  readonly socket: { readonly remoteAddress?: string };
}

/** Notes the other end of each connection in a header; whatever a client sent under that name is gone. */
function notePeers(): void {
  subscribe("http.server.request.start", (message) => {
    const { request, socket } = message as RequestStart;
    request.headers[PEER_HEADER] = socket.remoteAddress ?? "";
  });
  (globalThis as Record<symbol, unknown>)[PEER_NOTED] = true;
}

function end(): void {
  endStreams();
  setTimeout(() => process.exit(0), GRACE_MS).unref();
  // Requests under way finish first: Next has stopped taking new ones.
  setTimeout(() => void closeHouse(), GRACE_MS - 500).unref();
}

/** What the error handler of Next saw: an error in a page. */
export function logPageError(
  error: unknown,
  request: { readonly path: string; readonly method: string },
  context: { readonly routePath: string; readonly routeType: string },
): void {
  const digest = typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : undefined;
  const { code } = toPublicError(error);
  log().error(
    { digest, code, method: request.method, route: context.routePath, kind: context.routeType, err: error },
    "page fault",
  );
}
