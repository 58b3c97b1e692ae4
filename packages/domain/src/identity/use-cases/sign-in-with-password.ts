import type { SignInDeps } from "../deps.ts";
import { needsRehash, hashPassword, verifyPassword } from "../password.ts";
import type { SignIn } from "../schema.ts";
import { type Candidate, passGate, type SignedIn } from "./pass-gate.ts";

/** Signs in with e-mail address and password. Throws what passGate throws; unknown accounts take as long as known ones. */
export async function signInWithPassword(deps: SignInDeps, input: SignIn, replaces?: string): Promise<SignedIn> {
  let old: Candidate | null = null;
  const signedIn = await passGate(deps, {
    who: { email: input.email },
    replaces,
    prove: (candidate) => {
      old = candidate;
      return verifyPassword(input.password, candidate?.passwordHash ?? null);
    },
  });
  await renewHash(deps, old, input.password);
  return signedIn;
}

/** Stores the password again when its hash was made at an older cost; nothing when it changed meanwhile. */
async function renewHash(deps: SignInDeps, user: Candidate | null, password: string): Promise<void> {
  const hash = user?.passwordHash;
  if (user === null || hash === null || hash === undefined || !needsRehash(hash)) return;
  const passwordHash = await hashPassword(password);
  await deps.database.asSystem("password rehash", (tx) =>
    tx.db.user.updateMany({ where: { id: user.id, passwordHash: hash }, data: { passwordHash } }),
  );
}
