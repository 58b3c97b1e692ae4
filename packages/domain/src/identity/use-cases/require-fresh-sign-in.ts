import type { Deps, Tx } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { FRESH_SESSION_MS } from "../limits.ts";

/**
 * Before a secret is made or stored: the person must have signed in within the last ten minutes, so that a browser left
 * open, or a stolen cookie, gives nobody a lasting way in. A program cannot sign in again: it acts by a token whose
 * scopes name the deed, and that token was made after such a look. Work of the system passes; work that was asked for
 * by a person and runs later does not. Throws identity.stale-session.
 */
export function requireFreshSignIn(tx: Pick<Tx, "now">, deps: Pick<Deps, "actor">): void {
  const { actor } = deps;
  if (actor.kind === "system" || actor.token !== undefined) return;
  if (!isFresh(tx.now, actor.signedInAt)) throw fail("identity.stale-session");
}

/** True while a sign-in is new enough for changes of secrets and of how one signs in. */
export function isFresh(now: Date, signedInAt: Date | undefined): boolean {
  return signedInAt !== undefined && now.getTime() - signedInAt.getTime() <= FRESH_SESSION_MS;
}
