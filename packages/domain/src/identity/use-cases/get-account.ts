import { toTypedId } from "../../shared/index.ts";
import { Prisma } from "../../shared/server.ts";
import type { UserDeps } from "../deps.ts";
import { fail } from "../errors.ts";
import { type Account, type ChangeName, Preferences } from "../schema.ts";
import { recordIdentityEvent } from "../events.ts";

interface AccountRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly hasPassword: boolean;
  readonly preferences: unknown;
  readonly createdAt: Date;
  readonly providers: string[];
}

/** The person's own account. */
export async function getAccount(deps: UserDeps): Promise<Account> {
  const [user] = await deps.ask<AccountRow>(Prisma.sql`
    SELECT u."id", u."email", u."name", u."password_hash" IS NOT NULL AS "hasPassword", u."preferences",
      u."created_at" AS "createdAt",
      ARRAY(SELECT i."provider" FROM "identity" i WHERE i."user_id" = u."id" ORDER BY i."provider") AS "providers"
    FROM "user" u WHERE u."id" = ${deps.userId}::uuid`);
  if (user === undefined) throw fail("identity.not-signed-in");
  return {
    ...user,
    id: toTypedId("user", user.id),
    // A preference that a newer version does not know is as if it were not set.
    preferences: Preferences.catch({}).parse(user.preferences),
  };
}

/** Changes how the person is called, everywhere. */
export async function changeName(deps: UserDeps, input: ChangeName): Promise<void> {
  await deps.withUser(async (tx) => {
    await tx.db.user.updateMany({ where: { id: deps.userId }, data: { name: input.name } });
    const { userId, address, requestId } = deps;
    await recordIdentityEvent(tx, { kind: "name-changed", userId, address, requestId });
  });
}
