import { newId } from "../../shared/index.ts";
import type { Tx } from "../../shared/server.ts";
import type { SignInDeps } from "../deps.ts";
import { fail } from "../errors.ts";
import { announceSessionEnd, recordIdentityEvent } from "../events.ts";
import { addressKey, type RateRule, SESSION_ABSOLUTE_MS, SIGN_IN_RULES } from "../limits.ts";
import { refundRate, takeRate } from "../rate.ts";
import { emailHash, newToken, tokenHash } from "../token.ts";

/** The account that an attempt names; never shown. */
export interface Candidate {
  readonly id: string;
  readonly email: string;
  readonly passwordHash: string | null;
  readonly disabledAt: Date | null;
}

export interface Attempt {
  readonly who: { readonly email: string } | { readonly userId: string };
  /** Says whether the attempt is right; does the same work when there is no such account. No transaction is open. */
  prove(candidate: Candidate | null): Promise<boolean>;
  /** Token of a session that this one replaces (the browser was signed in before). */
  readonly replaces?: string | undefined;
}

/** A new session; the token is known only here and in the cookie. */
export interface SignedIn {
  readonly token: string;
  readonly sessionId: string;
  readonly userId: string;
  readonly expiresAt: Date;
}

interface Bucket {
  readonly key: string;
  readonly rule: RateRule;
}

/**
 * The one way in: every method of sign-in ends here and nothing else makes a session. Limits attempts per account and
 * address, lets no disabled account in, answers alike for unknown accounts, writes the event.
 * Throws identity.too-many-attempts and identity.wrong-credentials.
 */
export async function passGate(deps: SignInDeps, attempt: Attempt): Promise<SignedIn> {
  const checked = await deps.database.asSystem("sign-in", async (tx) => {
    const candidate = await findCandidate(tx, attempt);
    const account = "email" in attempt.who ? attempt.who.email : (candidate?.email ?? attempt.who.userId);
    const hash = emailHash(deps.hashKey, account);
    const buckets = bucketsOf(deps, hash, await isKnownPlace(tx, deps, candidate));
    let waitSeconds = 0;
    for (const { key, rule } of buckets) {
      const answer = await takeRate(tx, key, rule);
      if (!answer.allowed) waitSeconds = Math.max(waitSeconds, answer.retryAfterSeconds);
    }
    if (waitSeconds > 0) await recordIdentityEvent(tx, { kind: "rate-limited", emailHash: hash, ...origin(deps) });
    return { candidate, hash, buckets, waitSeconds };
  });
  // Thrown outside the transaction: the count must stay.
  if (checked.waitSeconds > 0) {
    throw fail("identity.too-many-attempts", { details: { retryAfterSeconds: checked.waitSeconds } });
  }
  const proved = await attempt.prove(checked.candidate);
  const session = await deps.database.asSystem("sign-in", async (tx) => {
    const user = checked.candidate === null ? null : await readCandidate(tx, { id: checked.candidate.id });
    if (user === null || !proved || user.disabledAt !== null) {
      const kind = proved && user !== null ? "sign-in-refused" : "sign-in-failed";
      await recordIdentityEvent(tx, { kind, userId: user?.id ?? null, emailHash: checked.hash, ...origin(deps) });
      return undefined;
    }
    for (const { key, rule } of checked.buckets) await refundRate(tx, key, rule);
    await recordIdentityEvent(tx, { kind: "signed-in", userId: user.id, emailHash: checked.hash, ...origin(deps) });
    return openSession(tx, deps, user.id, attempt.replaces);
  });
  if (session === undefined) throw fail("identity.wrong-credentials");
  return session;
}

async function openSession(tx: Tx, deps: SignInDeps, userId: string, replaces: string | undefined): Promise<SignedIn> {
  const token = newToken();
  const expiresAt = new Date(tx.now.getTime() + SESSION_ABSOLUTE_MS);
  const userAgent = deps.userAgent?.slice(0, 400) ?? null;
  const data = { tokenHash: tokenHash(token), expiresAt, userAgent, createdAt: tx.now, lastSeenAt: tx.now };
  const kept = replaces === undefined ? null : await renewSession(tx, userId, replaces, data);
  if (kept !== null) return { token, sessionId: kept, userId, expiresAt };
  const sessionId = newId();
  await tx.db.session.createMany({ data: [{ id: sessionId, userId, ...data }] });
  return { token, sessionId, userId, expiresAt };
}

/**
 * The session that the browser had: of the same person it goes on under a new token, so that open pages stay and the old
 * token opens nothing; of another person it ends. Answers with the id of one that goes on.
 */
async function renewSession(
  tx: Tx,
  userId: string,
  replaces: string,
  data: { tokenHash: string; expiresAt: Date; userAgent: string | null; createdAt: Date; lastSeenAt: Date },
): Promise<string | null> {
  const where = { tokenHash: tokenHash(replaces) };
  const old = await tx.db.session.findUnique({ where, select: { id: true, userId: true } });
  if (old === null) return null;
  if (old.userId === userId) {
    const { count } = await tx.db.session.updateMany({ where: { ...where, userId }, data });
    return count === 1 ? old.id : null;
  }
  await tx.db.session.deleteMany({ where });
  await announceSessionEnd(tx, old.userId);
  return null;
}

function findCandidate(tx: Tx, attempt: Attempt): Promise<Candidate | null> {
  return readCandidate(tx, "email" in attempt.who ? { email: attempt.who.email } : { id: attempt.who.userId });
}

function readCandidate(tx: Tx, where: { id: string } | { email: string }): Promise<Candidate | null> {
  return tx.db.user.findUnique({ where, select: { id: true, email: true, passwordHash: true, disabledAt: true } });
}

/** True when this person signed in from this address within the last 30 days. */
async function isKnownPlace(tx: Tx, deps: SignInDeps, candidate: Candidate | null): Promise<boolean> {
  if (candidate === null || deps.address === null) return false;
  const since = new Date(tx.now.getTime() - 30 * 24 * 3_600_000);
  const event = await tx.db.identityEvent.findFirst({
    where: { userId: candidate.id, kind: "signed-in", address: deps.address, at: { gt: since } },
    select: { id: true },
  });
  return event !== null;
}

function bucketsOf(deps: SignInDeps, account: string, knownPlace: boolean): Bucket[] {
  const address = addressKey(deps.address);
  const buckets: Bucket[] = [
    { key: `sign-in:address:${address}`, rule: SIGN_IN_RULES.address },
    { key: `sign-in:both:${account}:${address}`, rule: SIGN_IN_RULES.accountAndAddress },
  ];
  if (!knownPlace) buckets.push({ key: `sign-in:account:${account}`, rule: SIGN_IN_RULES.account });
  return buckets;
}

function origin(deps: SignInDeps): { address: string | null; requestId: string | null } {
  return { address: deps.address, requestId: deps.requestId };
}
