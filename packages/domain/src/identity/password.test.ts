import { argon2Sync } from "node:crypto";
import { expect, it } from "vitest";
import { hashPassword, needsRehash, verifyPassword } from "./password.ts";

it("hashes to a PHC string that verifies the password and no other", async () => {
  const hash = await hashPassword("quiet-lantern-harbour-42");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await verifyPassword("quiet-lantern-harbour-42", hash)).toBe(true);
  expect(await verifyPassword("quiet-lantern-harbour-43", hash)).toBe(false);
  expect(await hashPassword("quiet-lantern-harbour-42")).not.toBe(hash);
});

it("verifies the same characters in another Unicode form", async () => {
  const hash = await hashPassword("pa\u0308ssword-with-umlaut");
  expect(await verifyPassword("p\u00e4ssword-with-umlaut", hash)).toBe(true);
});

it("says no without a hash, and for a hash that it cannot read", async () => {
  expect(await verifyPassword("anything at all", null)).toBe(false);
  expect(await verifyPassword("anything at all", "$2b$10$notargon2")).toBe(false);
});

it("asks for a new hash when the cost was another", async () => {
  expect(needsRehash(await hashPassword("quiet-lantern-harbour-42"))).toBe(false);
  const salt = Buffer.alloc(16, 1);
  const tag = argon2Sync("argon2id", {
    message: "old",
    nonce: salt,
    memory: 8192,
    passes: 1,
    parallelism: 1,
    tagLength: 32,
  });
  const old = `$argon2id$v=19$m=8192,t=1,p=1$${salt.toString("base64").replace(/=+$/, "")}$${tag.toString("base64").replace(/=+$/, "")}`;
  expect(await verifyPassword("old", old)).toBe(true);
  expect(needsRehash(old)).toBe(true);
});
