import type { Tx } from "../../shared/server.ts";
import type { SignInDeps } from "../deps.ts";
import { fail } from "../errors.ts";
import { addressKey, LINK_RULE, type RateRule } from "../limits.ts";
import { type RateAnswer, takeRate } from "../rate.ts";
import { newToken, tokenHash } from "../token.ts";

/** Makes a one-time token for a purpose that belongs to no organization; older unused ones of the purpose end. */
export async function issueLinkToken(tx: Tx, purpose: string, lifetimeMs: number): Promise<string> {
  await tx.db.verificationToken.deleteMany({ where: { purpose, usedAt: null } });
  const token = newToken();
  const expiresAt = new Date(tx.now.getTime() + lifetimeMs);
  await tx.db.verificationToken.createMany({
    data: [{ tokenHash: tokenHash(token), purpose, createdAt: tx.now, expiresAt }],
  });
  return token;
}

/** True while the token could be used. */
export async function isLinkTokenLive(tx: Tx, purpose: string, token: string): Promise<boolean> {
  const where = { tokenHash: tokenHash(token), purpose, usedAt: null, expiresAt: { gt: tx.now } };
  return (await tx.db.verificationToken.findFirst({ where, select: { tokenHash: true } })) !== null;
}

/** Uses the token up; of two at the same time one wins. Throws identity.link-invalid. */
export async function consumeLinkToken(tx: Tx, purpose: string, token: string): Promise<void> {
  const where = { tokenHash: tokenHash(token), purpose, usedAt: null, expiresAt: { gt: tx.now } };
  const { count } = await tx.db.verificationToken.updateMany({ where, data: { usedAt: tx.now } });
  if (count === 0) throw fail("identity.link-invalid");
}

/** Counts one attempt of the caller's address for a purpose, and says whether it is within the rule. */
export async function limitAttempts(
  deps: Pick<SignInDeps, "database" | "address">,
  purpose: string,
  rule: RateRule,
): Promise<RateAnswer> {
  return deps.database.asSystem(purpose, (tx) => takeRate(tx, `${purpose}:${addressKey(deps.address)}`, rule));
}

/** Counts one opened link for the caller's address. Throws identity.too-many-attempts. */
export async function limitLinkGuesses(deps: SignInDeps): Promise<void> {
  const answer = await limitAttempts(deps, "link", LINK_RULE);
  if (!answer.allowed)
    throw fail("identity.too-many-attempts", { details: { retryAfterSeconds: answer.retryAfterSeconds } });
}
