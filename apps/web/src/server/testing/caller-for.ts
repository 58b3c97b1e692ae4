import { passGate } from "@redoubt/domain/identity/server";
import { testSignInDeps } from "@redoubt/domain/identity/testing";
import type { Database } from "@redoubt/domain/shared/server";
import { useEnvironment } from "../../env.ts";
import { sessionCookieName } from "../auth/cookie.ts";
import { createContext } from "../context.ts";
import { createCaller } from "../root.ts";
import { testEnvironment } from "./environment.ts";

/**
 * A caller with a real session of a person, for benchmarks: every call looks up session and access anew, as a request
 * does. Plain Node needs `--conditions=react-server`, as Next's own build has it.
 */
export async function callerFor(database: Database, userId: string): Promise<ReturnType<typeof createCaller>> {
  useEnvironment(testEnvironment("postgresql://redoubt_app@localhost/unused"));
  const { token } = await passGate(testSignInDeps(database), { who: { userId }, prove: async () => true });
  const headers = new Headers({ cookie: `${sessionCookieName()}=${token}` });
  return createCaller(() => createContext({ headers, database }));
}
