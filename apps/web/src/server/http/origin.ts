import "server-only";
import { env } from "../../env.ts";
import { isLoopbackHost } from "./loopback-host.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * True when a request may change something: it comes from a page of this origin. Browsers send Origin with every such
 * request; one without it must at least say by Sec-Fetch-Site that it is from here.
 */
export function isOwnOrigin(request: Request): boolean {
  if (SAFE_METHODS.has(request.method)) return true;
  const origin = request.headers.get("origin");
  if (origin !== null) return origin === env().origin;
  return request.headers.get("sec-fetch-site") === "same-origin";
}

/** With the demo on, this server answers only to names of this machine: no web site can point its own name here. */
export function isAllowedHost(headers: Headers): boolean {
  return !env().demo || isLoopbackHost(headers.get("host"));
}

/** A path of this site, for redirects; the fallback for anything that leads elsewhere. */
export function localPath(target: string | null | undefined, fallback = "/"): string {
  if (typeof target !== "string" || !target.startsWith("/")) return fallback;
  // Browsers take a backslash for a slash and drop tabs and line breaks.
  if (/^\/[/\\]|[\\\t\r\n]/.test(target)) return fallback;
  const url = new URL(target, env().origin);
  return url.origin === env().origin ? `${url.pathname}${url.search}${url.hash}` : fallback;
}
