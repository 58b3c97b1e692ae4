import type { Environment } from "../env.ts";
import { UsageError } from "../errors.ts";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** The server's address without a slash at its end. Throws UsageError for what is no address, or would send the token in clear. */
export function serverAddress(text: string, environment: Pick<Environment, "allowHttp">): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw new UsageError(
      `${JSON.stringify(text.slice(0, 200))} is no address; it looks like https://redoubt.example.org`,
    );
  }
  if (url.username || url.password) throw new UsageError("The address must not carry a user or a password.");
  if (url.protocol === "http:" && !LOOPBACK.has(url.hostname) && !environment.allowHttp) {
    throw new UsageError(
      `${url.origin} is not https: the token would travel in clear. Use https, or set REDOUBT_ALLOW_HTTP=1 for a network that you trust.`,
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}
