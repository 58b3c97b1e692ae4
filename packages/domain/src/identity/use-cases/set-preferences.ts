import type { UserDeps } from "../deps.ts";
import { fail } from "../errors.ts";
import { Preferences, type SetPreferences } from "../schema.ts";

/** Changes how the person likes the screens; what is not named stays. It touches nobody else, so no event tells it. */
export async function setPreferences(deps: UserDeps, input: SetPreferences): Promise<Preferences> {
  return deps.withUser(async (tx) => {
    const where = { id: deps.userId };
    const user = await tx.db.user.findUnique({ where, select: { preferences: true } });
    if (user === null) throw fail("identity.not-signed-in");
    const { editor, listWidth } = { ...Preferences.catch({}).parse(user.preferences), ...input };
    const preferences: Preferences = {
      ...(editor == null ? {} : { editor }),
      ...(listWidth === undefined ? {} : { listWidth }),
    };
    await tx.db.user.updateMany({ where, data: { preferences } });
    return preferences;
  });
}
