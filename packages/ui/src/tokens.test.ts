import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("./styles/tokens.css", import.meta.url), "utf8");
const light = colours(":root {");
const dark = { ...light, ...colours(':root[data-theme="dark"]') };

const TEXT = 4.5;
const SHAPE = 3;
const GROUNDS = ["surface", "canvas", "hover", "selected"];
const ALL_GROUNDS = [...GROUNDS, "sunken", "raised"];

const pairs: [foreground: string, background: string, minimum: number][] = [
  ...cross(["text", "text-2", "text-3"], [...ALL_GROUNDS, "line"], TEXT),
  ...cross(["accent-text"], [...GROUNDS, "sunken", "accent-soft"], TEXT),
  ...cross(["on-accent"], ["accent", "accent-strong"], TEXT),
  ...["critical", "high", "medium", "low", "info"].flatMap((level) =>
    cross([level], [...GROUNDS, `${level}-soft`], TEXT),
  ),
  ...cross(["on-demonstrated"], ["demonstrated"], TEXT),
  ...cross(["on-failed"], ["failed"], TEXT),
  ...cross(["demonstrated-text"], [...GROUNDS, "sunken", "demonstrated-soft"], TEXT),
  ...cross(["stale-text", "text-2"], [...GROUNDS, "sunken", "stale-bg"], TEXT),
  ...cross(["failed-text", "text-2"], [...GROUNDS, "sunken", "failed-soft"], TEXT),
  ...cross(["text-invert"], ["text"], TEXT),
  ...cross(["claimed", "unfailed", "demonstrated", "stale", "failed", "missing", "not-required"], GROUNDS, SHAPE),
  ...cross(["unfailed"], ["unfailed-bg"], SHAPE),
  ...cross(["stale"], ["stale-bg"], SHAPE),
  ...cross(["missing"], ["missing-bg"], SHAPE),
  ...cross(["line-control"], ["surface", "canvas"], SHAPE),
  ...cross(["accent", "chart-main", "chart-2", "chart-3"], ["surface"], SHAPE),
  ...cross(["code-key", "code-type", "code-num", "code-com", "text"], ["surface", "code-mark"], TEXT),
  ...cross(["code-edge"], ["code-mark", "surface"], TEXT),
];

describe.each([
  ["light", light],
  ["dark", dark],
])("contrast in the %s theme", (_theme, palette) => {
  test.each(pairs)("%s on %s is at least %f to 1", (foreground, background, minimum) => {
    expect(ratio(colour(palette, foreground), colour(palette, background))).toBeGreaterThanOrEqual(minimum);
  });
});

function cross(foregrounds: string[], backgrounds: string[], minimum: number): [string, string, number][] {
  return foregrounds.flatMap((foreground) =>
    backgrounds.map((background): [string, string, number] => [foreground, background, minimum]),
  );
}

function colours(blockStart: string): Record<string, string> {
  const block = css.slice(css.indexOf(blockStart)).split("\n}")[0] ?? "";
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1], match[2]]));
}

function colour(palette: Record<string, string>, name: string): string {
  const hex = palette[name];
  if (hex === undefined) throw new Error(`no token --${name}`);
  return hex;
}

// WCAG 2.2, relative luminance and contrast ratio.
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}
