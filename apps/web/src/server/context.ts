import "server-only";
import { type Bus, createBus, createDatabase, type Database } from "@redoubt/db";
import { type CurrentSession, findSession, type SignInDeps } from "@redoubt/domain/identity/server";
import { JOBS } from "@redoubt/domain/jobs";
import { type Access, resolveAccess, useRootKey } from "@redoubt/domain/organization/server";
import { env } from "../env.ts";
import { sessionTokenOf } from "./auth/cookie.ts";
import { type Caller, callerOf } from "./caller.ts";
import { type Logger, log } from "./log.ts";
import { readSource } from "./storage.ts";

/** Connections of this process; pg-boss and LISTEN have their own. */
const POOL = 10;

interface House {
  database?: Database;
  bus?: Bus;
}

/** One per process: a bundler loads this file once for each of its bundles. */
function house(): House {
  const slot = Symbol.for("redoubt.web.house");
  const all = globalThis as unknown as Record<symbol, House | undefined>;
  all[slot] ??= {};
  return all[slot];
}

/** The process's database; the first call names the root key too, so that no secret is handled without it. */
export function database(): Database {
  const own = house();
  if (own.database === undefined) {
    useRootKey(env().rootKey);
    own.database = createDatabase({
      url: env().databaseUrl,
      maxConnections: POOL,
      queues: Object.values(JOBS),
      onSystem: (reason) => log().debug({ reason }, "system transaction"),
    });
  }
  return own.database;
}

/** Announcements of all processes, over the one LISTEN connection of this one. */
export function bus(): Bus {
  const own = house();
  own.bus ??= createBus(env().databaseUrl);
  return own.bus;
}

/** Closes what this process holds open; for shutdown. */
export async function closeHouse(): Promise<void> {
  const { database: open, bus: listening } = house();
  await Promise.allSettled([open?.close(), listening?.close()]);
}

/** What procedures and routes know of a request; session and access are looked up once, when first asked for. */
export interface Context {
  readonly database: Database;
  readonly caller: Caller;
  readonly log: Logger;
  /** What the operator allows on this installation; no screen grants it. */
  readonly operator: { readonly allowedFolders: readonly string[]; readonly canMail: boolean };
  /** Text of a file of a stored tree, for use cases that freeze code; null when it cannot be read. */
  readonly readSource: typeof readSource;
  session(): Promise<CurrentSession | null>;
  /** Access of the signed-in person; null for non-members and unknown organizations. Needs a session. */
  access(userId: string, organization: string, project?: string): Promise<Access | null>;
}

export interface ContextInput {
  readonly headers: Headers;
  readonly database?: Database;
}

export function createContext(input: ContextInput): Context {
  const caller = callerOf(input.headers);
  const own = input.database ?? database();
  const token = sessionTokenOf(input.headers);
  let session: Promise<CurrentSession | null> | undefined;
  const accesses = new Map<string, Promise<Access | null>>();
  return {
    database: own,
    caller,
    log: log().child({ requestId: caller.requestId }),
    operator: { allowedFolders: env().allowedFolders, canMail: env().canMail },
    readSource,
    session() {
      session ??= token === undefined ? Promise.resolve(null) : findSession(own, token);
      return session;
    },
    access(userId, organization, project) {
      const key = `${userId} ${organization} ${project ?? ""}`;
      const known = accesses.get(key) ?? resolveAccess(own, { userId, organization, project });
      accesses.set(key, known);
      return known;
    },
  };
}

/** Deps of the use cases before anyone is known: sign-in, links. */
export function signInDeps(context: Pick<Context, "database" | "caller">): SignInDeps {
  const { requestId, address, userAgent } = context.caller;
  return { database: context.database, requestId, address, userAgent, hashKey: env().authSecret };
}
