import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { keyName, open, seal } from "./seal.ts";

const key = randomBytes(32);
const place = ["secret", "organization-1", "record-1", "source.credential"];

it("opens what it sealed, with the same key and place", () => {
  const sealed = seal(key, place, Buffer.from("ghp_secret"));
  expect(sealed).toMatch(/^s1\.[0-9a-f]{8}\.[A-Za-z0-9_-]+$/);
  expect(sealed).not.toContain("ghp_secret");
  expect(open(key, place, sealed).toString()).toBe("ghp_secret");
});

it.each([0, 1, 2, 3])("refuses another part %i of the place", (part) => {
  const sealed = seal(key, place, Buffer.from("ghp_secret"));
  const other = place.map((text, i) => (i === part ? `${text}x` : text));
  expect(() => open(key, other, sealed)).toThrow();
});

it("does not mix up where one part ends and the next begins", () => {
  const sealed = seal(key, ["ab", "c"], Buffer.from("x"));
  expect(() => open(key, ["a", "bc"], sealed)).toThrow();
});

it("refuses another key, naming which one is needed", () => {
  const sealed = seal(key, place, Buffer.from("x"));
  expect(() => open(randomBytes(32), place, sealed)).toThrow(keyName(key));
});

it("refuses a value with one changed bit, wherever it is", () => {
  const sealed = seal(key, place, Buffer.from("ghp_secret"));
  const [format, name, text = ""] = sealed.split(".");
  const body = Buffer.from(text, "base64url");
  for (let i = 0; i < body.length; i++) {
    const changed = Buffer.from(body);
    changed[i] = (changed[i] ?? 0) ^ 1;
    expect(() => open(key, place, `${format}.${name}.${changed.toString("base64url")}`)).toThrow();
  }
});

it("never uses a nonce twice", () => {
  const nonces = new Set(
    Array.from({ length: 5_000 }, () => seal(key, place, Buffer.from("x")).split(".")[2]?.slice(0, 16)),
  );
  expect(nonces.size).toBe(5_000);
});
