import { PEER_HEADER } from "../caller.ts";
import { sessionCookieName } from "../auth/cookie.ts";
import type { Params, Route } from "../http/route.ts";
import { TEST_ORIGIN } from "./environment.ts";

export interface VisitInput {
  readonly params?: Params;
  /** Of a session, in its cookie. */
  readonly token?: string | undefined;
  /** Of the public API. */
  readonly bearer?: string | undefined;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Path and query, when the handler reads them; the route's path otherwise. */
  readonly url?: string;
  readonly signal?: AbortSignal;
}

/** Asks a route as a page of this installation would, with the session of a token. */
export function visit(route: Route, input: VisitInput = {}): Promise<Response> {
  const headers = new Headers({
    host: "localhost:4300",
    [PEER_HEADER]: "127.0.0.1",
    ...(route.method === "GET" ? {} : { origin: TEST_ORIGIN, "content-type": route.accepts[0] ?? "application/json" }),
    ...(input.bearer === undefined ? {} : { authorization: `Bearer ${input.bearer}` }),
    ...(input.token === undefined ? {} : { cookie: `theme=dark; ${sessionCookieName()}=${input.token}` }),
  });
  for (const [name, value] of Object.entries(input.headers ?? {})) {
    if (value === "") headers.delete(name);
    else headers.set(name, value);
  }
  const url = `${TEST_ORIGIN}${input.url ?? route.path}`;
  const body = route.method === "GET" ? {} : { body: input.body ?? "{}" };
  const signal = input.signal === undefined ? {} : { signal: input.signal };
  return route.handler(new Request(url, { method: route.method, headers, ...body, ...signal }), {
    params: Promise.resolve(input.params ?? {}),
  });
}

/** The session token in the cookie that an answer sets; undefined without one. */
export function cookieToken(response: Response): string | undefined {
  const cookie = response.headers.getSetCookie().find((line) => line.startsWith(`${sessionCookieName()}=`));
  return cookie?.slice(sessionCookieName().length + 1).split(";")[0];
}
