import { describe, expect, it } from "vitest";
import { parseEnv } from "./env.ts";

const GOOD = {
  DATABASE_URL: "postgresql://redoubt_app:x@localhost/redoubt",
  AUTH_URL: "http://localhost:4300",
  AUTH_SECRET: "0f3b9d2c6e8a41775c0d9e2b4a6f8c1d33557799bbddff00",
  REDOUBT_ROOT_KEY: "7e21c0d94b5f8a3366017fbe5d2c9a10e4b83f7762d5a90c1138ce4f9b6a02d7",
  DATA_DIR: "/var/lib/redoubt",
};

const problemOf = (over: Record<string, string | undefined>): string => {
  try {
    parseEnv({ ...GOOD, ...over });
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

describe("parseEnv", () => {
  it("reads what the server needs", () => {
    expect(parseEnv(GOOD)).toMatchObject({
      origin: "http://localhost:4300",
      https: false,
      port: "4300",
      demo: false,
      trustedProxyHops: 0,
      github: null,
      oidc: null,
    });
    expect(parseEnv({ ...GOOD, AUTH_URL: "https://redoubt.example.org/", DEMO: "" })).toMatchObject({
      origin: "https://redoubt.example.org",
      https: true,
      port: "",
    });
  });

  it.each([
    ["a missing secret", { AUTH_SECRET: undefined }, "AUTH_SECRET"],
    ["an empty secret", { AUTH_SECRET: "" }, "AUTH_SECRET"],
    ["a short secret", { AUTH_SECRET: "0f3b9d2c6e8a4177" }, "AUTH_SECRET"],
    ["a sample secret", { AUTH_SECRET: "change-me-change-me-change-me-change-me" }, "AUTH_SECRET"],
    ["a secret of one letter", { AUTH_SECRET: "a".repeat(64) }, "AUTH_SECRET"],
    ["a missing root key", { REDOUBT_ROOT_KEY: undefined }, "REDOUBT_ROOT_KEY"],
    ["a short root key", { REDOUBT_ROOT_KEY: "7e21c0d94b5f8a33" }, "REDOUBT_ROOT_KEY"],
    ["a root key of zeros", { REDOUBT_ROOT_KEY: "0".repeat(64) }, "REDOUBT_ROOT_KEY"],
    ["another scheme of database", { DATABASE_URL: "mysql://x/y" }, "DATABASE_URL"],
    ["an address that is none", { AUTH_URL: "localhost:4300" }, "AUTH_URL"],
    ["DEMO=yes", { DEMO: "yes" }, "DEMO"],
    ["half a provider", { AUTH_GITHUB_ID: "x" }, "AUTH_GITHUB_SECRET"],
    ["an issuer without a client", { AUTH_OIDC_ISSUER: "https://id.example.org" }, "AUTH_OIDC_ID"],
  ])("refuses %s", (_what, over, name) => {
    expect(problemOf(over)).toContain(name);
  });

  it("tells all problems at once, and no value", () => {
    const problem = problemOf({
      AUTH_SECRET: "too-short-value",
      REDOUBT_ROOT_KEY: "zz",
      DATABASE_URL: undefined,
      DEMO: "2",
    });
    for (const name of ["AUTH_SECRET", "REDOUBT_ROOT_KEY", "DATABASE_URL", "DEMO"]) expect(problem).toContain(name);
    expect(problem).not.toContain("too-short-value");
  });
});
