import { describe, expect, it } from "vitest";
import type { Actor } from "../shared/server.ts";
import { FRESH_SESSION_MS } from "./limits.ts";
import { requireFreshSignIn } from "./use-cases/require-fresh-sign-in.ts";

const now = new Date("2026-11-20T10:00:00Z");
const person = { kind: "user", userId: "u", memberId: "m" } as const;
const ago = (ms: number): Date => new Date(now.getTime() - ms);
const look = (actor: Actor) => () => requireFreshSignIn({ now }, { actor });

describe("a secret", () => {
  it("is changed by who signed in within the last ten minutes", () => {
    expect(look({ ...person, signedInAt: ago(0) })).not.toThrow();
    expect(look({ ...person, signedInAt: ago(FRESH_SESSION_MS) })).not.toThrow();
    expect(look({ ...person, signedInAt: ago(FRESH_SESSION_MS + 1) })).toThrow(
      expect.objectContaining({ code: "identity.stale-session" }),
    );
  });

  it("is not changed by a person of whom no sign-in is known, such as one whose job runs later", () => {
    expect(look(person)).toThrow(expect.objectContaining({ code: "identity.stale-session" }));
  });

  it("is changed by a token, whose scopes name the deed, and by the system", () => {
    expect(look({ ...person, token: { tokenId: "t", permissions: new Set(), projectId: null } })).not.toThrow();
    expect(look({ kind: "system", reason: "seed" })).not.toThrow();
  });
});
