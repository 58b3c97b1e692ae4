import { newId } from "../shared/index.ts";
import type { Database } from "../shared/server.ts";
import type { SignInDeps } from "./deps.ts";
import { createUser, preparePerson } from "./use-cases/create-user.ts";

export const TEST_PASSWORD = "quiet-lantern-harbour-42";

/** Sign-in deps of a caller from a documentation address. */
export function testSignInDeps(database: Database, overrides: Partial<SignInDeps> = {}): SignInDeps {
  return {
    database,
    requestId: null,
    address: "203.0.113.7",
    userAgent: "test",
    hashKey: "test-hash-key",
    ...overrides,
  };
}

/** A person with an account; with TEST_PASSWORD when `password` is true (hashing takes a moment), else without. */
export async function createTestUser(
  database: Database,
  input: { name?: string; email?: string; password?: boolean } = {},
): Promise<{ userId: string; email: string }> {
  const email = input.email ?? `${newId()}@example.org`;
  const name = input.name ?? "Test Person";
  const person =
    input.password === true
      ? await preparePerson({ name, email, password: TEST_PASSWORD })
      : { name, email, passwordHash: null };
  const userId = await database.asSystem("test", (tx) => createUser(tx, person, { address: null, requestId: null }));
  return { userId, email };
}
