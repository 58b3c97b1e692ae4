import { passGate, type SignedIn, type SignInDeps } from "../../identity/server.ts";
import { fail } from "../errors.ts";
import type { Persona } from "../schema.ts";

/** The demo's people have addresses that cannot exist elsewhere. */
const emailOf = (persona: Persona): string => `${persona}@demo.invalid`;

/** True when the demo's person is there: a member of a demo organization. */
export async function hasPersona(deps: SignInDeps, persona: Persona): Promise<boolean> {
  return (await findPersona(deps, persona)) !== null;
}

/**
 * Signs in as one of the demo's people, without a password: the caller has made sure that the demo is on and that the
 * request comes from this machine. Throws organization.persona-not-found.
 */
export async function signInAsPersona(deps: SignInDeps, persona: Persona, replaces?: string): Promise<SignedIn> {
  const userId = await findPersona(deps, persona);
  if (userId === null) throw fail("organization.persona-not-found");
  return passGate(deps, { who: { userId }, prove: async () => true, replaces });
}

async function findPersona(deps: SignInDeps, persona: Persona): Promise<string | null> {
  const user = await deps.database.asSystem("demo persona", (tx) =>
    tx.db.user.findUnique({ where: { email: emailOf(persona) }, select: { id: true } }),
  );
  if (user === null) return null;
  return deps.database.withUser(user.id, async (tx) => {
    const where = { userId: user.id, removedAt: null, organization: { demo: true } };
    return (await tx.db.member.findFirst({ where, select: { userId: true } }))?.userId ?? null;
  });
}
