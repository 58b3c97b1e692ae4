import { describe, expect, it } from "vitest";
import { newId } from "../shared/index.ts";
import { newTokenText, readTokenText } from "./token-text.ts";

describe("the text of a token", () => {
  it("names its organization, and is known by its form and checksum alone", () => {
    const organizationId = newId();
    const { text, hash, hint } = newTokenText(organizationId);
    expect(text).toMatch(/^rdt_[0-9a-f]{32}_[0-9A-Za-z]{32}_[0-9A-Za-z]{6}$/);
    expect(readTokenText(text)).toEqual({ organizationId, hash });
    expect(text.endsWith(hint)).toBe(true);
    expect(hash).not.toContain(text.slice(40, 60));
  });

  it("is none with one character changed, wherever it is", () => {
    const { text } = newTokenText(newId());
    for (let at = 0; at < text.length; at += 1) {
      const changed = text.slice(0, at) + (text[at] === "a" ? "b" : "a") + text.slice(at + 1);
      expect(readTokenText(changed), `character ${at}`).toBeUndefined();
    }
  });

  it.each(["", "rdt_", newId(), "0".repeat(64), `rdt_${"0".repeat(32)}_${"a".repeat(32)}`, "__proto__"])(
    "is not %j",
    (text) => {
      expect(readTokenText(text)).toBeUndefined();
    },
  );

  it("never comes twice", () => {
    const organizationId = newId();
    const many = new Set(Array.from({ length: 2000 }, () => newTokenText(organizationId).text));
    expect(many.size).toBe(2000);
  });
});
