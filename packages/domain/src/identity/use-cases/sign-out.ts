import type { SignInDeps } from "../deps.ts";
import { announceSessionEnd, recordIdentityEvent } from "../events.ts";
import { tokenHash } from "../token.ts";

/** Ends the session of a token, on the server; unknown tokens are nobody's and change nothing. */
export async function signOut(
  deps: Pick<SignInDeps, "database" | "address" | "requestId">,
  token: string,
): Promise<void> {
  await deps.database.asSystem("sign-out", async (tx) => {
    const where = { tokenHash: tokenHash(token) };
    const session = await tx.db.session.findUnique({ where, select: { userId: true } });
    if (session === null) return;
    await tx.db.session.deleteMany({ where });
    const { address, requestId } = deps;
    await recordIdentityEvent(tx, { kind: "signed-out", userId: session.userId, address, requestId });
    await announceSessionEnd(tx, session.userId);
  });
}
