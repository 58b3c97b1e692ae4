import { expect, test } from "vitest";
import { cn } from "./cn.ts";
import { splitMatches } from "./highlight.tsx";
import { initials } from "./small.tsx";

test("a text is cut at each match, whatever the case, and loses nothing", () => {
  const parts = splitMatches("Pause and unpause", "PAUSE");
  expect(parts).toEqual([
    { text: "Pause", hit: true },
    { text: " and un", hit: false },
    { text: "pause", hit: true },
  ]);
});

test("an empty search and a text whose lower case has another length are left whole", () => {
  expect(splitMatches("Vault", "  ")).toEqual([{ text: "Vault", hit: false }]);
  expect(splitMatches("İstanbul", "stan")).toEqual([{ text: "İstanbul", hit: false }]);
});

test("initials are of the first and the last word", () => {
  expect(["Ines Kovač", "ada", "Maria de la Cruz", "", "Žofie Ångström"].map(initials)).toEqual([
    "IK",
    "A",
    "MC",
    "",
    "ŽÅ",
  ]);
});

test("a size and a colour of text live side by side, a later size wins", () => {
  expect(cn("text-13 text-ink", "text-12")).toBe("text-ink text-12");
  expect(cn("h-control", "h-9")).toBe("h-9");
});
