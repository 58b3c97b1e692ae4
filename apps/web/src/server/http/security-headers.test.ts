import { describe, expect, it } from "vitest";
import { dataHeaders, pageHeaders } from "./security-headers.ts";

const page = (over: Partial<Parameters<typeof pageHeaders>[0]> = {}) =>
  Object.fromEntries(pageHeaders({ https: true, nonce: "abc", development: false, ...over }));

describe("page headers", () => {
  it("let only scripts with this answer's nonce run, and nothing frame the page", () => {
    const policy = page()["content-security-policy"] ?? "";
    const script = policy.split("; ").find((part) => part.startsWith("script-src"));
    expect(script).toBe("script-src 'self' 'nonce-abc' 'strict-dynamic'");
    for (const part of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"])
      expect(policy.split("; ")).toContain(part);
  });

  it("allow eval in development only", () => {
    expect(page()["content-security-policy"]).not.toContain("unsafe-eval");
    expect(page({ development: true })["content-security-policy"]).toContain("unsafe-eval");
  });

  it("promise https only where there is https, and keep nothing in caches", () => {
    expect(page()["strict-transport-security"]).toMatch(/max-age=63072000/);
    expect(page({ https: false })["strict-transport-security"]).toBeUndefined();
    expect(page()["cache-control"]).toBe("private, no-store");
  });
});

it("data runs nothing, even when a browser shows it", () => {
  const headers = Object.fromEntries(dataHeaders({ https: false }));
  expect(headers["content-security-policy"]).toBe("default-src 'none'; frame-ancestors 'none'; sandbox");
  expect(headers["x-content-type-options"]).toBe("nosniff");
});
