import { actorToken, type Deps } from "../shared/server.ts";

/**
 * The member whose openings of restricted findings count for a reader; null for the system, and for a token that was
 * not made to read restricted ones: what was opened to a person was not opened to a program.
 */
export function openedTo(deps: Deps): string | null {
  if (deps.actor.kind !== "user") return null;
  const token = actorToken(deps);
  return token === null || token.permissions.has("finding:read-restricted") ? deps.actor.memberId : null;
}
