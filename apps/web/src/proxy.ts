import { randomBytes, randomUUID } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { env } from "./env.ts";
import { isLoopbackHost } from "./server/http/loopback-host.ts";
import { pageHeaders } from "./server/http/security-headers.ts";

/**
 * Headers of pages, and what pages want to know of their request. Nothing is decided here: every check stands where
 * the thing is done, and holds when this file is gone.
 */
export function proxy(request: NextRequest): NextResponse {
  const { https, production, demo } = env();
  // A site that points its own name here gets not even the sign-in page; the routes refuse it for themselves.
  if (demo && !isLoopbackHost(request.headers.get("host"))) {
    return new NextResponse("This is a demo: it answers to localhost only.\n", { status: 421 });
  }
  const nonce = randomBytes(16).toString("base64");
  const answer = pageHeaders({ https, nonce, development: !production });
  const forwarded = new Headers(request.headers);
  forwarded.set("x-nonce", nonce);
  forwarded.set("x-request-id", randomUUID());
  forwarded.set("x-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  // Next reads the nonce of its own scripts from the request's policy.
  for (const [name, value] of answer) if (name === "content-security-policy") forwarded.set(name, value);
  const response = NextResponse.next({ request: { headers: forwarded } });
  for (const [name, value] of answer) response.headers.set(name, value);
  return response;
}

/** Not the routes: Next keeps the body of whatever passes here in memory, and cuts it off after 10 MB without a word. */
export const config = { matcher: ["/((?!_next/static|_next/image|api/).*)"] };
