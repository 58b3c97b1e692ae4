import { describe, expect, it } from "vitest";
import { Email, normalizeEmail } from "./email.ts";

describe("normalizeEmail", () => {
  it.each([
    ["Ada.Lovelace+x@Example.ORG", "ada.lovelace+x@example.org"],
    ["  a@b.co ", "a@b.co"],
    ["o'brien@mail.example.org", "o'brien@mail.example.org"],
  ])("accepts %s", (given, normal) => {
    expect(normalizeEmail(given)).toBe(normal);
    // What was normalised once stays as it is.
    expect(normalizeEmail(normal)).toBe(normal);
  });

  it.each([
    ["two at signs", "a@b@example.org"],
    ["a quoted local part", '"a b"@example.org'],
    ["a quoted address inside", '"x@evil.org"@example.org'],
    ["a comment", "a(comment)@example.org"],
    ["a Cyrillic letter", "аdmin@example.org"],
    ["a Kelvin sign, whose lower case is k", "\u212Aate@example.org"],
    ["a full-width at sign", "a\uFF20example.org"],
    ["a zero-width space", "ad\u200Bmin@example.org"],
    ["a line break with another header", "a@example.org\nBcc: b@example.org"],
    ["a NUL", "a@example.org\0"],
    ["a list", "a@example.org,b@example.org"],
    ["a display name", "A <a@example.org>"],
    ["an address literal", "a@[127.0.0.1]"],
    ["a single label", "a@localhost"],
    ["a label that starts with a hyphen", "a@-example.org"],
    ["an empty label", "a@example..org"],
    ["a leading dot", ".a@example.org"],
    ["two dots", "a..b@example.org"],
    ["no local part", "@example.org"],
    ["a long local part", `${"a".repeat(65)}@example.org`],
    ["a long domain", `a@${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(63)}.${"e".repeat(63)}.org`],
    ["nothing", ""],
  ])("refuses %s", (_what, given) => {
    expect(normalizeEmail(given)).toBeUndefined();
    expect(Email.safeParse(given).success).toBe(false);
  });
});
