import fc from "fast-check";
import PDFDocument from "pdfkit";
import { beforeAll, describe, expect, it } from "vitest";
import { spread, ticksFor } from "./charts.ts";
import { type Pdf, registerFaces } from "./fonts.ts";
import { titled } from "./inline.ts";
import { type Cell, cell, type Column, widthsOf } from "./table.ts";
import { BODY, drawable, layOut, naturalWidth, run, styled, widestWord } from "./text.ts";

let pdf: Pdf;
beforeAll(() => {
  pdf = new PDFDocument();
  registerFaces(pdf);
});

const Word = fc.stringMatching(/^[A-Za-z0-9._/()-]{1,24}$/);
const Words = fc.array(Word, { minLength: 1, maxLength: 30 });
const textOf = (lines: ReturnType<typeof layOut>) => lines.map(({ pieces }) => pieces.map(({ text }) => text).join(""));

describe("lines of text", () => {
  it("are never wider than they may be, and hold all of it", () => {
    fc.assert(
      fc.property(Words, fc.integer({ min: 30, max: 400 }), (words, width) => {
        const lines = layOut(pdf, [run(words.join(" "))], width);
        for (const line of lines) expect(line.width).toBeLessThanOrEqual(width + 0.5);
        expect(textOf(lines).join("").replaceAll(" ", "")).toBe(words.join(""));
      }),
    );
  });

  it("break between words only, wherever each word fits", () => {
    fc.assert(
      fc.property(Words, fc.integer({ min: 0, max: 200 }), (words, more) => {
        const runs = [run(words.join(" "))];
        const lines = layOut(pdf, runs, widestWord(pdf, runs) + 0.01 + more);
        expect(textOf(lines).join(" ")).toBe(words.join(" "));
      }),
    );
  });

  it("cut a name that is too long at its separators and humps first", () => {
    const lines = layOut(pdf, [run("src/vault/MeridianVaultImplementation.sol")], 100);
    expect(textOf(lines)[0]).toMatch(/(\/|[a-z])$/);
    expect(textOf(lines).join("")).toBe("src/vault/MeridianVaultImplementation.sol");
  });

  it("keep a word whole whose style changes within", () => {
    const runs = [run("see "), run("feed", styled(BODY, { face: "mono" })), run(", then")];
    const width = widestWord(pdf, runs);
    expect(textOf(layOut(pdf, runs, width + 0.01))).toEqual(["see", "feed,", "then"]);
  });
});

describe("titles", () => {
  it("lose the marks of code and keep what they hold", () => {
    const runs = titled("Inserted `a` before ``b `c` ``, and a lone ` stays");
    expect(runs.map(({ text, style }) => [text, style.face])).toEqual([
      ["Inserted ", "regular"],
      ["a", "mono"],
      [" before ", "regular"],
      ["b `c` ", "mono"],
      [", and a lone ` stays", "regular"],
    ]);
  });
});

describe("characters", () => {
  it("stay as they are where a face has them, lose accents where it does not, and are counted where nothing helps", () => {
    const lost = new Set<string>();
    expect(drawable(pdf, run("Kovač Žižek Łódź Ελ 漢"), lost)).toMatch(/^Kovač Žižek Łódź /);
    expect(lost.has("漢")).toBe(true);
    expect(drawable(pdf, run("a\u200Bb\u202Ec\u0007d"), lost)).toBe("abcd");
  });
});

describe("columns", () => {
  const columns: Column[] = [{ head: "Finding", grow: 1 }, { head: "Owner" }, { head: "Age", align: "right" }];
  const rows = (titles: readonly string[]): Cell[][] =>
    titles.map((title) => [cell(title), cell("Tomasz Brandt"), cell("266 days")]);

  it("fill the width, and each is as wide as its longest word", () => {
    fc.assert(
      fc.property(fc.array(Words, { minLength: 1, maxLength: 5 }), (titles) => {
        const table = rows(titles.map((words) => words.join(" ")));
        const widths = widthsOf(pdf, columns, table, 499);
        expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(499 - 24, 5);
        for (const [index, width] of widths.entries()) {
          const words = [
            run(columns[index]?.head ?? ""),
            ...table.map((cells) => cells[index]?.paragraphs[0]?.[0] ?? run("")),
          ];
          for (const word of words) expect(widestWord(pdf, [word])).toBeLessThanOrEqual(width + 0.01);
        }
      }),
    );
  });

  it("do not take more than they need where there is room", () => {
    const widths = widthsOf(pdf, columns, rows(["Short"]), 499);
    expect(widths[1]).toBeCloseTo(naturalWidth(pdf, [run("Tomasz Brandt")]), 5);
  });
});

describe("charts", () => {
  it.each([
    [0, [0]],
    [1, [0, 1]],
    [4, [0, 1, 2, 3, 4]],
    [13, [0, 5, 10, 15]],
    [42, [0, 20, 40, 60]],
    [1999, [0, 500, 1000, 1500, 2000]],
  ])("count to a round number above %i", (most, ticks) => {
    expect(ticksFor(most)).toEqual(ticks);
  });

  it("moves labels apart, and only those that are too near", () => {
    expect(spread([10, 50], 12)).toEqual([10, 50]);
    expect(spread([50, 10], 12)).toEqual([50, 10]);
    const [a = 0, b = 0, c = 0] = spread([20, 21, 22], 12);
    expect(b - a).toBeGreaterThan(11.9);
    expect(c - b).toBeGreaterThan(11.9);
  });
});
