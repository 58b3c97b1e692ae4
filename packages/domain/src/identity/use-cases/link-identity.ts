import { Prisma, type Database } from "../../shared/server.ts";
import type { UserDeps } from "../deps.ts";
import { fail } from "../errors.ts";
import { recordIdentityEvent } from "../events.ts";
import { isFresh } from "./require-fresh-sign-in.ts";

/** The key of a person at a sign-in service; an e-mail address is never one. */
export interface ProviderIdentity {
  readonly provider: string;
  readonly subject: string;
}

/** The account that a provider's subject is linked to, or null. */
export async function findUserByIdentity(
  database: Database,
  key: ProviderIdentity,
): Promise<{ id: string; email: string; name: string } | null> {
  return database.asSystem("sign-in by provider", async (tx) => {
    const row = await tx.db.identity.findUnique({
      where: { provider_subject: key },
      select: { user: { select: { id: true, email: true, name: true } } },
    });
    return row?.user ?? null;
  });
}

/**
 * Links a provider's subject to the signed-in person. Throws identity.stale-session when the sign-in is older than
 * ten minutes, identity.provider-taken when the subject belongs to someone else.
 */
export async function linkIdentity(deps: UserDeps, key: ProviderIdentity): Promise<void> {
  await deps.withUser(async (tx) => {
    if (!isFresh(tx.now, deps.signedInAt)) throw fail("identity.stale-session");
    const { userId, address, requestId } = deps;
    try {
      await tx.db.identity.createMany({ data: [{ ...key, userId, createdAt: tx.now }] });
    } catch (error) {
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
        throw fail("identity.provider-taken", { cause: error });
      throw error;
    }
    await recordIdentityEvent(tx, { kind: "identity-linked", userId, address, requestId });
  });
}
