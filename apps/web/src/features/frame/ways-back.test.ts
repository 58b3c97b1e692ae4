import { describe, expect, it } from "vitest";
import { waysBack } from "./ways-back.ts";

describe("ways back in", () => {
  it("are the linked services of an account", () => {
    expect(waysBack({ email: "ada@example.org", providers: ["github"] })).toEqual([
      { label: "Sign in with github in another tab", href: "/api/sign-in/github?next=/account" },
    ]);
    expect(waysBack({ email: "ada@example.org", providers: [] })).toEqual([]);
  });

  it("are the page of a demo's person, and of nobody whose address only looks like it", () => {
    expect(waysBack({ email: "lead@demo.invalid", providers: [] }).map(({ href }) => href)).toEqual(["/demo/lead"]);
    expect(waysBack({ email: "x/../y@demo.invalid", providers: [] })).toEqual([]);
    expect(waysBack({ email: "lead@demo.invalid.example.org", providers: [] })).toEqual([]);
  });
});
