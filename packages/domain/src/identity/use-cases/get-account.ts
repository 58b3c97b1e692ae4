import { toTypedId } from "../../shared/index.ts";
import type { UserDeps } from "../deps.ts";
import { fail } from "../errors.ts";
import { type Account, type ChangeName, Preferences } from "../schema.ts";
import { recordIdentityEvent } from "../events.ts";

/** The person's own account. */
export async function getAccount(deps: UserDeps): Promise<Account> {
  return deps.withUser(async (tx) => {
    const user = await tx.db.user.findUnique({
      where: { id: deps.userId },
      select: {
        ...{ id: true, email: true, name: true, passwordHash: true, preferences: true, createdAt: true },
        identities: { select: { provider: true }, orderBy: { provider: "asc" } },
      },
    });
    if (user === null) throw fail("identity.not-signed-in");
    const { email, name, createdAt } = user;
    return {
      ...{ id: toTypedId("user", user.id), email, name, createdAt },
      hasPassword: user.passwordHash !== null,
      // A preference that a newer version does not know is as if it were not set.
      preferences: Preferences.catch({}).parse(user.preferences),
      providers: user.identities.map((identity) => identity.provider),
    };
  });
}

/** Changes how the person is called, everywhere. */
export async function changeName(deps: UserDeps, input: ChangeName): Promise<void> {
  await deps.withUser(async (tx) => {
    await tx.db.user.updateMany({ where: { id: deps.userId }, data: { name: input.name } });
    const { userId, address, requestId } = deps;
    await recordIdentityEvent(tx, { kind: "name-changed", userId, address, requestId });
  });
}
