import { randomBytes } from "node:crypto";
import path from "node:path";
import type { TestDatabase } from "@redoubt/db/testing";
import { passGate } from "@redoubt/domain/identity/server";
import { testSignInDeps } from "@redoubt/domain/identity/testing";
import { buildWeb } from "../../tooling/start/prepare.mjs";
import { freePort, serve, type Served } from "./apps.ts";

const DIST = ".next-bench";

export interface ServedProduct {
  readonly served: Served;
  /** The session of the person who looks. */
  readonly cookie: { readonly name: string; readonly value: string };
}

/** The product's own build, with this database behind it, and a session of a person. */
export async function serveProduct(test: TestDatabase, data: string, userId: string): Promise<ServedProduct> {
  const { useEnvironment } = await import("../../apps/web/src/env.ts");
  const { testEnvironment } = await import("../../apps/web/src/server/testing/environment.ts");
  const { sessionCookieName } = await import("../../apps/web/src/server/auth/cookie.ts");
  const { NODE_OPTIONS: _options, ...inherited } = process.env;
  await buildWeb(DIST, { ...inherited, NEXT_TELEMETRY_DISABLED: "1" });
  const port = await freePort();
  const own = {
    ...testEnvironment(test.url),
    ...{ AUTH_URL: `http://localhost:${port}`, DATA_DIR: data, NODE_ENV: "production", NEXT_DIST_DIR: DIST },
    AUTH_SECRET: randomBytes(32).toString("hex"),
  };
  useEnvironment(own);
  const { token } = await passGate(testSignInDeps(test.database), { who: { userId }, prove: async () => true });
  const served = await serve(path.resolve(import.meta.dirname, "../../apps/web"), DIST, { ...inherited, ...own }, port);
  return { served, cookie: { name: sessionCookieName(), value: token } };
}
