import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { useEnvironment } from "./env.ts";
import { proxy } from "./proxy.ts";
import { testEnvironment } from "./server/testing/environment.ts";

const ask = (host: string, demo: "0" | "1") => {
  useEnvironment({ ...testEnvironment("postgresql://localhost/none"), DEMO: demo });
  return proxy(new NextRequest("http://localhost:4300/sign-in", { headers: { host } }));
};

describe("the Host of a page", () => {
  it("has to be this machine while the demo's links open accounts", () => {
    expect(ask("evil.example", "1").status).toBe(421);
    expect(ask("localhost.evil.example:4300", "1").status).toBe(421);
    for (const host of ["localhost:4300", "127.0.0.1:4300", "[::1]:4300"]) expect(ask(host, "1").status).toBe(200);
  });

  it("is any without the demo, and each answer has its own nonce", () => {
    const [one, two] = [ask("redoubt.example", "0"), ask("redoubt.example", "0")];
    expect(one.status).toBe(200);
    const policy = one.headers.get("content-security-policy");
    expect(policy).toMatch(/'nonce-[A-Za-z0-9+/=]{20,}'/);
    expect(two.headers.get("content-security-policy")).not.toBe(policy);
  });
});
