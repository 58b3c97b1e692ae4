import { newId } from "../../shared/index.ts";
import type { Deps, Tx } from "../../shared/server.ts";

/** How long an answer is kept for who asks again. */
export const KEPT_MS = 24 * 3_600_000;
/** How long a request may be at work before another with its key takes over. */
const AT_WORK_MS = 20 * 60_000;

/** What was answered, as it goes out again. */
export interface StoredAnswer {
  readonly status: number;
  readonly body: unknown;
}

export type RequestClaim =
  /** The first: it does the work, and answers under this claim. */
  | { readonly kind: "claimed"; readonly claim: string }
  /** Another with this key is at work. */
  | { readonly kind: "in-flight" }
  /** It was answered; `bodyDigest` tells whether the same was sent. */
  | {
      readonly kind: "answered";
      readonly asked: string;
      readonly bodyDigest: string | null;
      readonly answer: StoredAnswer;
    };

/**
 * Claims a key of a token for one request, in a transaction of its own, so that a second one with the key sees it. A
 * claim that was never answered (its process died) can be taken over: its work was one transaction with the answer.
 */
export async function claimRequest(
  deps: Deps,
  request: { readonly tokenId: string; readonly key: string; readonly asked: string },
): Promise<RequestClaim> {
  const { organizationId } = deps;
  const own = { organizationId, tokenId: request.tokenId, key: request.key };
  return deps.withOrganization(async (tx) => {
    await tx.db.apiRequest.deleteMany({
      where: { organizationId, createdAt: { lt: new Date(tx.now.getTime() - KEPT_MS) } },
    });
    const claim = newId();
    const claimedUntil = new Date(tx.now.getTime() + AT_WORK_MS);
    const row = { ...own, asked: request.asked, claim, createdAt: tx.now, claimedUntil };
    const { count } = await tx.db.apiRequest.createMany({ data: [row], skipDuplicates: true });
    if (count === 1) return { kind: "claimed", claim };
    return takeOver(tx, own, { claim, claimedUntil, asked: request.asked });
  });
}

async function takeOver(
  tx: Tx,
  own: { organizationId: string; tokenId: string; key: string },
  next: { claim: string; claimedUntil: Date; asked: string },
): Promise<RequestClaim> {
  const { count } = await tx.db.apiRequest.updateMany({
    where: { ...own, status: null, claimedUntil: { lt: tx.now } },
    data: { ...next, bodyDigest: null },
  });
  if (count === 1) return { kind: "claimed", claim: next.claim };
  const known = await tx.db.apiRequest.findFirst({
    where: own,
    select: { asked: true, bodyDigest: true, status: true, answer: true },
  });
  if (known === null || known.status === null) return { kind: "in-flight" };
  const { asked, bodyDigest, status, answer } = known;
  return { kind: "answered", asked, bodyDigest, answer: { status, body: answer } };
}
