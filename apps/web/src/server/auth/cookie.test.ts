import { describe, expect, it } from "vitest";
import { sessionCookieName, sessionCookieOptions } from "./cookie.ts";

describe("session cookie", () => {
  it("is bound to host and https where there is https", () => {
    expect(sessionCookieName({ https: true, port: "" })).toBe("__Host-redoubt-session");
    expect(sessionCookieOptions({ https: true })).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
  });

  it("is another one per port on plain http, where ports share cookies", () => {
    expect(sessionCookieName({ https: false, port: "4300" })).not.toBe(
      sessionCookieName({ https: false, port: "4301" }),
    );
    expect(sessionCookieOptions({ https: false }).httpOnly).toBe(true);
  });
});
