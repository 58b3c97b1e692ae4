import { DomainError, type ErrorKind } from "@redoubt/domain/shared";
import { TRPCError } from "@trpc/server";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { isFault, toPublicError, toTrpcError } from "./error-mapping.ts";

const domain = (kind: ErrorKind): DomainError =>
  new DomainError(
    "test.problem",
    { kind, message: "What happened, and what to do." },
    { details: { count: 3 }, cause: new Error("SELECT * FROM inside") },
  );

describe("errors that leave", () => {
  it.each([
    ["invalid", 400, "BAD_REQUEST"],
    ["unauthenticated", 401, "UNAUTHORIZED"],
    ["forbidden", 403, "FORBIDDEN"],
    ["not-found", 404, "NOT_FOUND"],
    ["conflict", 409, "CONFLICT"],
    ["too-large", 413, "PAYLOAD_TOO_LARGE"],
    ["rate-limited", 429, "TOO_MANY_REQUESTS"],
    ["unavailable", 503, "SERVICE_UNAVAILABLE"],
  ] as const)("of kind %s have status %i and code %s", (kind, status, code) => {
    expect(toPublicError(domain(kind))).toMatchObject({ code: "test.problem", status, details: { count: 3 } });
    expect(toTrpcError(domain(kind)).code).toBe(code);
    expect(isFault(domain(kind))).toBe(false);
  });

  it("carry nothing internal, whatever was thrown", () => {
    const inside = 'relation "finding" does not exist at /srv/app/db.ts:12';
    for (const thrown of [
      new Error(inside),
      inside,
      null,
      new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: inside, cause: new Error(inside) }),
      domain("conflict"),
    ]) {
      const out = JSON.stringify(toPublicError(toTrpcError(thrown)));
      expect(out).not.toContain("finding");
      expect(out).not.toContain("SELECT");
    }
    expect(toPublicError(new Error(inside))).toMatchObject({ code: "internal", status: 500 });
    expect(isFault(new Error(inside))).toBe(true);
  });

  it("name wrong inputs by path, without what was sent", () => {
    const parsed = z.strictObject({ name: z.string().min(3) }).safeParse({ name: "s3", extra: 1 });
    const { code, issues } = toPublicError(new TRPCError({ code: "BAD_REQUEST", cause: parsed.error }));
    expect(code).toBe("input.invalid");
    expect(issues.map((issue) => issue.path)).toEqual(["name", ""]);
    expect(JSON.stringify(issues)).not.toContain("s3");
  });
});
