import type { Database, Prisma, TransactionOptions, Tx } from "../shared/server.ts";

/** What a use case receives before anyone is known: sign-in, links. */
export interface SignInDeps {
  readonly database: Database;
  readonly requestId: string | null;
  /** Of the caller, from a hop that the operator trusts; null when unknown. */
  readonly address: string | null;
  readonly userAgent: string | null;
  /** Key of the HMAC under which e-mail addresses appear in events and rate limits. */
  readonly hashKey: string;
}

/** Deps of the signed-in person for their own account; bound to the session that asked. */
export interface UserDeps {
  readonly database: Database;
  readonly userId: string;
  readonly sessionId: string;
  readonly signedInAt: Date;
  readonly requestId: string | null;
  readonly address: string | null;
  withUser<T>(run: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** One reading statement for the person, as `Deps.ask`. */
  ask<Row>(query: Prisma.Sql): Promise<Row[]>;
}

export function createUserDeps(input: Omit<UserDeps, "withUser" | "ask">): UserDeps {
  const { database, userId } = input;
  const asking = database.gathered();
  return {
    ...input,
    withUser: (run, options) => database.withUser(userId, run, options),
    ask: (query) => asking.askUser(userId, query),
  };
}
