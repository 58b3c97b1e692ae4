import { newToken, tokenHash } from "../identity/server.ts";
import { toUuid } from "../shared/index.ts";
import { InvitationToken } from "./schema.ts";

export const INVITATION_MS = 7 * 24 * 3_600_000;

/** A new token: it names its organization, because the look-up happens under that organization's row-level security. */
export function newInvitationToken(organizationId: string): { token: string; hash: string } {
  const secret = newToken();
  return { token: `${organizationId.replaceAll("-", "")}.${secret}`, hash: tokenHash(secret) };
}

/** Organization and stored hash of a token; undefined when it is none of ours. */
export function readInvitationToken(token: string): { organizationId: string; hash: string } | undefined {
  if (!InvitationToken.safeParse(token).success) return undefined;
  const [organization = "", secret = ""] = token.split(".");
  return { organizationId: toUuid(`_${organization}`), hash: tokenHash(secret) };
}
