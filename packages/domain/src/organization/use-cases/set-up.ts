import {
  consumeLinkToken,
  createUser,
  isLinkTokenLive,
  issueLinkToken,
  limitLinkGuesses,
  passGate,
  preparePerson,
  SETUP_LINK_MS,
  type SignedIn,
  type SignInDeps,
} from "../../identity/server.ts";
import type { Database, Tx } from "../../shared/server.ts";
import type { SetUp } from "../schema.ts";
import { createOrganization } from "./create-organization.ts";

const PURPOSE = "set-up";

/**
 * A one-time token for `/set-up/<token>`, or null when the installation has an organization already. Valid for seven
 * days; a new one ends the one before.
 */
export function createSetUpLink(database: Database): Promise<string | null> {
  return database.asSystem("set-up link", issueSetUpLink);
}

/** The same in the caller's transaction, which may just have deleted the last organization. */
export async function issueSetUpLink(tx: Tx): Promise<string | null> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>`SELECT organization_ids() AS id LIMIT 1`;
  return rows.length > 0 ? null : issueLinkToken(tx, PURPOSE, SETUP_LINK_MS);
}

/** True while the set-up token could be used. Throws identity.too-many-attempts. */
export async function isSetUpLinkLive(deps: SignInDeps, token: string): Promise<boolean> {
  await limitLinkGuesses(deps);
  return deps.database.asSystem("set-up link", (tx) => isLinkTokenLive(tx, PURPOSE, token));
}

/**
 * Uses the set-up link: makes the owner's account and the organization together, and signs the owner in.
 * Throws identity.link-invalid, identity.weak-password, identity.email-taken and organization.slug-taken.
 */
export async function setUp(deps: SignInDeps, input: SetUp): Promise<{ signedIn: SignedIn; slug: string }> {
  await limitLinkGuesses(deps);
  const person = await preparePerson({ name: input.name, email: input.email, password: input.password }, [
    input.organizationName,
  ]);
  let ownerId = "";
  const { slug } = await createOrganization(
    deps.database,
    "set-up link",
    { name: input.organizationName },
    async (tx) => {
      await consumeLinkToken(tx, PURPOSE, input.token);
      ownerId = await createUser(tx, person, deps);
      return ownerId;
    },
  );
  const signedIn = await passGate(deps, { who: { userId: ownerId }, prove: async () => true });
  return { signedIn, slug };
}
