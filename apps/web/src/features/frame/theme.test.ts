import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { parseThemeChoice, THEME_SCRIPT, themeFromCookies } from "./theme.ts";

/** What the script in the head makes of a cookie text and a dark or light machine. */
function resolved(cookie: string, machineIsDark: boolean): string | undefined {
  const dataset: { theme?: string } = {};
  const document = { cookie, documentElement: { dataset } };
  runInNewContext(THEME_SCRIPT, { document, matchMedia: () => ({ matches: machineIsDark }) });
  return dataset.theme;
}

describe("the theme before the first paint", () => {
  test("a choice beats the machine", () => {
    expect(resolved("a=1; theme=light", true)).toBe("light");
    expect(resolved("theme=dark; b=2", false)).toBe("dark");
  });

  test("without a choice the machine decides", () => {
    expect(resolved("", true)).toBe("dark");
    expect(resolved("theme=system", false)).toBe("light");
    expect(resolved("mytheme=light", true)).toBe("dark");
  });
});

test("script and modules read the same cookie the same way", () => {
  for (const cookie of ["theme=dark", "x=1; theme=light", "theme=system", "mytheme=dark", ""]) {
    const choice = themeFromCookies(cookie);
    expect(resolved(cookie, false)).toBe(choice === "system" ? "light" : choice);
  }
  expect(parseThemeChoice("purple")).toBe("system");
});
