import { fail } from "../errors.ts";
import type { Deps, Prisma } from "../../shared/server.ts";
import type { StoredAnswer } from "./claim-request.ts";

interface Claimed {
  readonly tokenId: string;
  readonly key: string;
  readonly claim: string;
}

/**
 * Keeps the answer of a claimed request, within the transaction of its work: both are there or none. Throws
 * organization.request-taken-over when another took the claim over, so that the work of this one is rolled back.
 */
export async function answerRequest(
  deps: Deps,
  claimed: Claimed,
  answer: StoredAnswer & { readonly bodyDigest: string },
): Promise<void> {
  const { tokenId, key, claim } = claimed;
  await deps.withOrganization(async (tx) => {
    const { count } = await tx.db.apiRequest.updateMany({
      where: { organizationId: deps.organizationId, tokenId, key, claim },
      data: {
        status: answer.status,
        answer: answer.body as Prisma.InputJsonValue,
        bodyDigest: answer.bodyDigest,
      },
    });
    if (count === 0) throw fail("organization.request-taken-over");
  });
}

/** Gives a claim back whose request was refused: nothing was changed, and a better one may use the key. */
export async function releaseRequest(deps: Deps, { tokenId, key, claim }: Claimed): Promise<void> {
  await deps.withOrganization((tx) =>
    tx.db.apiRequest.deleteMany({
      where: { organizationId: deps.organizationId, tokenId, key, claim, status: null },
    }),
  );
}
