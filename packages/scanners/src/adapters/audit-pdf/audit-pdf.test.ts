import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { pieces } from "../../testing.ts";
import { read as readText } from "../audit-report/parse.ts";
import { linesOfPages, type TextItem } from "./layout.ts";
import { read } from "./parse.ts";

const file = (folder: string, name: string) =>
  readFileSync(path.join(import.meta.dirname, "..", folder, "fixtures", name));
const pdf = (name: string) => read(pieces(file("audit-pdf", name)));

describe("the text layer of a PDF", () => {
  it("says what the text says that it was made of", async () => {
    const text = await readText(pieces(file("audit-report", "report-page.txt")));
    const pages = await pdf("report-page.pdf");
    const essence = (document: typeof text) => document.entries.map(({ at: _at, ...entry }) => entry);
    expect(pages.head).toEqual(text.head);
    expect(essence(pages)).toEqual(essence(text));
    expect(pages.notices).toEqual(["Read from the text layer of a PDF: look at every row before you import it."]);
  });

  it("has lists without lines between their columns", async () => {
    const { entries, head } = await pdf("report-list.pdf");
    expect(head).toMatchObject({ firm: "Sandbank Security", date: "2025-05-02" });
    expect(entries.map(({ key, severity, state, fix }) => [key, severity, state, fix]).sort()).toEqual([
      ["WRS-01", "high", "fixed", "0a1b2c3d4e"],
      ["WRS-02", "low", "acknowledged", null],
      ["WRS-03", "info", "open", null],
    ]);
  });

  it("is missing in a scan, which is refused in words", async () => {
    await expect(pdf("refused-scan.pdf")).rejects.toThrow(
      "the PDF has no text layer: it is a scan, and pictures are not read",
    );
  });

  it("is refused in words when the file is damaged", async () => {
    for (const bytes of ["%PDF-1.7\n", `%PDF-1.7\n${"x".repeat(9000)}`])
      await expect(read(pieces(bytes))).rejects.toThrow("the PDF");
  });
});

describe("lines of pages", () => {
  const item = (str: string, x: number, y: number): TextItem => ({
    str,
    x,
    y,
    width: str.length * 5,
    height: 10,
    fontSize: 10,
  });

  it("puts pieces of one height together, tells columns, and drops what runs along", () => {
    const page = (number: number, ...items: TextItem[]) => [
      item("ACME Report", 50, 800),
      ...items,
      item(`Page ${number}`, 50, 20),
    ];
    const pages = [1, 2, 3, 4].map((number) => page(number, item(`body ${"abcd".charAt(number - 1)}`, 50, 700)));
    expect(linesOfPages(pages)).toEqual(["body a", "", "body b", "", "body c", "", "body d", ""]);
    expect(
      linesOfPages([[item("right", 200, 700.5), item("left", 50, 700), item("er", 70, 700), item("below", 50, 600)]]),
    ).toEqual(["lefter  right", "", "below", ""]);
  });
});
