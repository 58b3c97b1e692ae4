import type { Database } from "@redoubt/domain/shared/server";
import { newId } from "@redoubt/domain/shared";
import { resolveAccess } from "@redoubt/domain/organization/server";
import { pino } from "pino";
import type { Context } from "../context.ts";

/** A request's context as a signed-in person, or as nobody; access is really looked up. */
export function testContext(database: Database, userId: string | null, overrides: Partial<Context> = {}): Context {
  const now = new Date();
  const person = {
    email: "test@example.org",
    name: "Test",
    signedInAt: now,
    expiresAt: new Date(now.getTime() + 60_000),
  };
  return {
    database,
    caller: { address: "203.0.113.9", peer: "203.0.113.9", userAgent: "test", requestId: newId() },
    log: pino({ level: "silent" }),
    operator: { allowedFolders: [], canMail: false },
    readSource: async () => null,
    session: async () => (userId === null ? null : { sessionId: newId(), userId, ...person }),
    access: (id, organization, project) => resolveAccess(database, { userId: id, organization, project }),
    ...overrides,
  };
}
