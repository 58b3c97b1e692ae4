import { newToken, tokenHash } from "../identity/server.ts";
import { toUuid } from "../shared/index.ts";
import { ShareToken } from "./stored.ts";

/** A new token: it names its organization, because the look-up happens under that organization's row-level security. */
export function newShareToken(organizationId: string): { token: string; hash: string } {
  const secret = newToken();
  return { token: `${organizationId.replaceAll("-", "")}.${secret}`, hash: tokenHash(secret) };
}

/** Organization and stored hash of a token; undefined when it is none of ours. */
export function readShareToken(token: string): { organizationId: string; hash: string } | undefined {
  if (!ShareToken.safeParse(token).success) return undefined;
  const [organization = "", secret = ""] = token.split(".");
  return { organizationId: toUuid(`_${organization}`), hash: tokenHash(secret) };
}
