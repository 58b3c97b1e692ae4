import type { UserDeps } from "../deps.ts";
import { fail } from "../errors.ts";
import { announceSessionEnd, recordIdentityEvent } from "../events.ts";
import { SIGN_IN_RULES } from "../limits.ts";
import { hashPassword, verifyPassword } from "../password.ts";
import { passwordWeakness } from "../password-rule.ts";
import { takeRate } from "../rate.ts";
import type { ChangePassword } from "../schema.ts";

/**
 * Changes the password after a look at the current one, and ends every other session of the person.
 * Throws identity.wrong-password, identity.weak-password and identity.too-many-attempts.
 */
export async function changePassword(deps: UserDeps, input: ChangePassword): Promise<void> {
  const { userId, address, requestId } = deps;
  const { user, rate } = await deps.withUser(async (tx) => ({
    rate: await takeRate(tx, `password:${userId}`, SIGN_IN_RULES.accountAndAddress),
    user: await tx.db.user.findUnique({
      where: { id: userId },
      select: { email: true, name: true, passwordHash: true },
    }),
  }));
  if (!rate.allowed)
    throw fail("identity.too-many-attempts", { details: { retryAfterSeconds: rate.retryAfterSeconds } });
  const right = await verifyPassword(input.currentPassword, user?.passwordHash ?? null);
  if (user === null || !right) throw fail("identity.wrong-password");
  const weakness = passwordWeakness(input.newPassword, [user.email, user.name]);
  if (weakness !== undefined) throw fail("identity.weak-password", { details: { why: weakness } });
  const passwordHash = await hashPassword(input.newPassword);
  await deps.withUser(async (tx) => {
    // Of two changes at the same time one finds the hash gone.
    const where = { id: userId, passwordHash: user.passwordHash };
    const { count } = await tx.db.user.updateMany({ where, data: { passwordHash } });
    if (count === 0) throw fail("identity.wrong-password");
    await tx.db.session.deleteMany({ where: { userId, id: { not: deps.sessionId } } });
    await recordIdentityEvent(tx, { kind: "password-changed", userId, address, requestId });
    await announceSessionEnd(tx, userId);
  });
}
