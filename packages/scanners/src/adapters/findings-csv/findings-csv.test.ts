import { describe, expect, it } from "vitest";
import { fixture, pieces } from "../../testing.ts";
import { inspectPast } from "../../past.ts";
import { read } from "./parse.ts";

const table = (text: string, context: Parameters<typeof read>[1] = { mappings: {} }) => read(pieces(text), context);
const own = (name: string) => table(fixture(import.meta.dirname, name));

describe("tables of findings", () => {
  it("are mapped by what their header says", async () => {
    const { entries, mapping, columns, notices } = await own("report.csv");
    expect(mapping).toMatchObject({ key: 0, title: 1, severity: 2, status: 3, place: 4, line: 5, until: 9 });
    expect(
      entries.map(({ key, title, severity, state, fix, until }) => [key, title, severity, state, fix, until]),
    ).toEqual([
      ["PEN-1", "Session cookie without Secure", "high", "fixed", "12ab34cd56", null],
      ["PEN-2", '=HYPERLINK("https://evil.example","click me")', "medium", "acknowledged", null, "2027-03-31"],
      ["PEN-3", "__proto__", "low", "open", null, null],
      ["PEN-4", "Verbose errors", "medium", "false-positive", null, null],
    ]);
    expect(entries[0]).toMatchObject({
      description: 'The cookie travels in clear.\nTwo lines, and a " quote.',
      at: 2,
      hints: [{ path: "apps/web/session.ts", startLine: 41 }, { path: "apps/web/session.ts" }],
    });
    expect(columns[1]).toEqual({
      name: "Title",
      samples: ["Session cookie without Secure", '=HYPERLINK("https://evil.example","click me")', "__proto__"],
    });
    expect(notices).toEqual([]);
  });

  it("of trackers are read by other names", async () => {
    const { entries } = await own("report-tracker.csv");
    expect(
      entries.map(({ key, title, severity, state, foundOn, tags }) => [key, title, severity, state, foundOn, tags]),
    ).toEqual([
      ["SEC-12", "Oracle answers are not dated", "critical", "open", "2025-02-11", ["oracle", "audit-2024"]],
      ["SEC-13", "Pausing stops withdrawals", "medium", "acknowledged", "2025-02-12", []],
    ]);
  });

  it("are mapped as they were before, by the header whatever its case, and as told for this file first", async () => {
    const text = "What,How bad,Title\nA,low,B\n";
    const first = await table(text);
    expect(first.entries.map(({ title }) => title)).toEqual(["B"]);
    const signature = first.signature ?? "";
    const kept = { mappings: { [signature]: { title: 0, severity: 1 } } };
    expect((await table("what , HOW  bad,title\nA,low,B\n", kept)).entries).toMatchObject([
      { title: "A", severity: "low" },
    ]);
    expect((await table("What,How bad,Name\nA,low,B\n", kept)).entries).toMatchObject([{ title: "B" }]);
    const told = await table(text, { ...kept, mapping: { title: 1, severity: 499 } });
    expect(told.entries).toMatchObject([{ title: "low", severity: null }]);
    expect(told.mapping).toEqual({ title: 1 });
  });

  it("of any names are tables; prose with commas is none", async () => {
    for (const text of ["Was,Wie schlimm\nEins,hoch\n", 'a;b;c\n1;"2;\n3";4\n5;6;7\n', "x\ty\r\n1\t2\r\n"]) {
      expect((await inspectPast(pieces(text)))?.id, text).toBe("findings-csv");
    }
    for (const text of ["Dear all, hello.\nWe met, talked, and left.\n", "a,b\n", "one\ntwo\n"]) {
      expect(await inspectPast(pieces(text)), text).toBeUndefined();
    }
  });

  it("without a title ask for one and bring in nothing", async () => {
    expect(await table("x,y\n1,2\n3,4\n")).toMatchObject({
      entries: [],
      notices: ["No column holds the title: choose one."],
    });
    await expect(table("only one cell\nanother\n")).rejects.toThrow("the table has no header");
  });

  it("say what was left out", async () => {
    const { entries, notices } = await table(`title,severity\n${"a,low\n".repeat(5002)},low\n`);
    expect(entries).toHaveLength(5000);
    expect(notices).toEqual([
      "1 rows without a title were left out.",
      "2 findings beyond the limit of 5000 were left out.",
    ]);
    await expect(table(`title,severity\n${"a,low\n".repeat(20_000)}`)).rejects.toThrow("more than 20000 rows");
  });
});
