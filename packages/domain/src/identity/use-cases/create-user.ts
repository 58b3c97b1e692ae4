import { newId } from "../../shared/index.ts";
import { Prisma, type Tx } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { recordIdentityEvent } from "../events.ts";
import { hashPassword } from "../password.ts";
import { passwordWeakness } from "../password-rule.ts";
import type { NewPerson } from "../schema.ts";

/** A person ready to be stored: the hash is made before a transaction is open. */
export interface PreparedPerson {
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string | null;
}

/** Checks the password against the person's own words and hashes it. Throws identity.weak-password. */
export async function preparePerson(input: NewPerson, context: readonly string[] = []): Promise<PreparedPerson> {
  const weakness = passwordWeakness(input.password, [input.email, input.name, ...context]);
  if (weakness !== undefined) throw fail("identity.weak-password", { details: { why: weakness } });
  return { name: input.name, email: input.email, passwordHash: await hashPassword(input.password) };
}

/**
 * Creates an account in the caller's transaction (of any context: accounts belong to no organization) and answers
 * with its id. Only invitations, the set-up link and the operator's seed come here: nobody registers by themselves.
 * Throws identity.email-taken.
 */
export async function createUser(
  tx: Tx,
  person: PreparedPerson,
  origin: { address: string | null; requestId: string | null },
): Promise<string> {
  const id = newId();
  try {
    await tx.db.user.createMany({ data: [{ id, ...person, createdAt: tx.now }] });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
      throw fail("identity.email-taken", { cause: error });
    throw error;
  }
  await recordIdentityEvent(tx, { kind: "account-created", userId: id, ...origin });
  return id;
}
