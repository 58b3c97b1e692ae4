import type { UserDeps } from "../deps.ts";
import { fail } from "../errors.ts";
import { announceSessionEnd, recordIdentityEvent } from "../events.ts";
import type { RevokeSession } from "../schema.ts";

/** Ends one of the person's own sessions. Throws identity.session-not-found, also for a session of someone else. */
export async function revokeSession(deps: UserDeps, input: RevokeSession): Promise<void> {
  await deps.withUser(async (tx) => {
    const { count } = await tx.db.session.deleteMany({ where: { id: input.id, userId: deps.userId } });
    if (count === 0) throw fail("identity.session-not-found");
    const { userId, address, requestId } = deps;
    await recordIdentityEvent(tx, { kind: "session-revoked", userId, address, requestId });
    await announceSessionEnd(tx, userId);
  });
}

/** Ends all of the person's sessions but the one that asks; answers with how many there were. */
export async function revokeOtherSessions(deps: UserDeps): Promise<{ revoked: number }> {
  return deps.withUser(async (tx) => {
    const { count } = await tx.db.session.deleteMany({ where: { userId: deps.userId, id: { not: deps.sessionId } } });
    const { userId, address, requestId } = deps;
    await recordIdentityEvent(tx, { kind: "session-revoked", userId, address, requestId });
    await announceSessionEnd(tx, userId);
    return { revoked: count };
  });
}
