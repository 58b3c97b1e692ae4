import { describe, expect, it } from "vitest";
import { CHOICES } from "../decision/choices.ts";
import { capsOf, deedOf, KEYS, type KeyPlace, SECTIONS, shortcutsOf } from "./keys.ts";

const press = (key: string, place: KeyPlace = "list", pending: string | null = null) =>
  deedOf(place, { key, shiftKey: /^[A-Z?{}]$/.test(key) }, pending);

describe("the table of keys", () => {
  it.each<KeyPlace>(["list", "page"])("gives a key of the %s one meaning", (place) => {
    const keys = KEYS.filter((row) => row.places.includes(place)).flatMap((row) => row.keys);
    // Two choices may share a key when no state allows both: confirm, take apart, confirm the fix.
    const shared = new Set(["1"]);
    const twice = keys.filter((key, at) => keys.indexOf(key) !== at && !shared.has(key));
    expect(twice).toEqual([]);
    const begins = keys.filter((key) => key.includes(" ")).map((key) => key.split(" ")[0]);
    expect(begins.filter((key) => key !== undefined && keys.includes(key))).toEqual([]);
  });

  it("has every key of the design and every decision", () => {
    const keys = KEYS.flatMap((row) => row.keys);
    for (const key of [
      "j",
      "k",
      "1",
      "2",
      "3",
      "4",
      "5",
      "6",
      "m",
      "d",
      "a",
      "s",
      "h",
      "x",
      "X",
      "c",
      "z",
      "/",
      "?",
      "o",
      "y",
      ".",
    ]) {
      expect(keys, key).toContain(key);
    }
    for (const { id, key } of CHOICES) if (key !== null) expect(KEYS.find((row) => row.id === id)?.keys).toEqual([key]);
    expect(new Set(KEYS.map((row) => row.section))).toEqual(new Set(SECTIONS));
  });
});

describe("a press", () => {
  it("is told by letter and shift, whatever the caps lock says", () => {
    expect(press("j").deed).toBe("next");
    expect(press("J").deed).toBe("extend-down");
    expect(deedOf("list", { key: "J", shiftKey: false }, null).deed).toBe("next");
    expect(deedOf("list", { key: "j", shiftKey: true }, null).deed).toBe("extend-down");
    expect(press("?").deed).toBe("help");
    expect(press("q")).toEqual({ deed: null, pending: null });
  });

  it("may begin a sequence, which another key ends", () => {
    expect(press("g")).toEqual({ deed: null, pending: "g" });
    expect(press("m", "list", "g")).toEqual({ deed: "go-mine", pending: null });
    expect(press("g", "list", "g").deed).toBe("first");
    expect(press("x", "list", "g")).toEqual({ deed: null, pending: null });
  });

  it("means what the place has", () => {
    expect(press("j", "page").deed).toBe("next-page");
    expect(press("x", "page").deed).toBe(null);
    expect(press("u").deed).toBe(null);
  });
});

describe("keys in words", () => {
  it("are written for screen readers and on caps", () => {
    expect(shortcutsOf("next")).toBe("j ArrowDown");
    expect(shortcutsOf("range")).toBe("Shift+x");
    expect(shortcutsOf("go-mine")).toBe(undefined);
    expect(capsOf("X")).toEqual(["⇧", "X"]);
    expect(capsOf("g n")).toEqual(["G", "N"]);
    expect(capsOf("Enter")).toEqual(["↵"]);
  });
});
