import { describe, expect, it } from "vitest";
import { NewPassword } from "./schema.ts";
import { passwordWeakness } from "./password-rule.ts";

describe("passwordWeakness", () => {
  it.each(["quiet-lantern-harbour-42", "correct horse battery", "żółta łódź płynie", "7f3Qz!pLk2#mW"])(
    "accepts %s",
    (password) => {
      expect(passwordWeakness(password, ["ada@example.org", "Ada Lovelace"])).toBeUndefined();
    },
  );

  it.each([
    "short",
    "aaaaaaaaaaaaaaaa",
    "abababababababab",
    "abcdefghijklm",
    "qwertyuiopas",
    "password1234",
    "Passwort!2026",
    "123456789012",
    "adalovelace1",
    "x".repeat(300),
  ])("refuses %s", (password) => {
    expect(passwordWeakness(password, ["ada@example.org", "Ada Lovelace", "adalovelace"])).toBeTypeOf("string");
  });

  it("counts characters and not UTF-16 units", () => {
    expect(passwordWeakness("🦊🐻🐼🐨🐯🦁")).toContain("at least");
  });

  it("is part of the schema of new passwords", () => {
    expect(NewPassword.safeParse("password1234").success).toBe(false);
    expect(NewPassword.safeParse("quiet-lantern-harbour-42").success).toBe(true);
  });
});
