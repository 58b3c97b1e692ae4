import { TEST_ROOT_KEY } from "@redoubt/domain/organization/testing";
import { PEER_NOTED } from "../caller.ts";

export const TEST_ORIGIN = "http://localhost:4300";

/** An environment that the server starts with; the peer of a request is taken from its header, as in a real one. */
export function testEnvironment(databaseUrl: string): Record<string, string> {
  (globalThis as Record<symbol, unknown>)[PEER_NOTED] = true;
  return {
    DATABASE_URL: databaseUrl,
    AUTH_URL: TEST_ORIGIN,
    AUTH_SECRET: "0f3b9d2c6e8a41775c0d9e2b4a6f8c1d33557799bbddff00",
    REDOUBT_ROOT_KEY: TEST_ROOT_KEY,
    DATA_DIR: "/nonexistent",
    LOG_LEVEL: "silent",
  };
}
