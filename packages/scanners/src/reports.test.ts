import { readFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import type { ReportFormat } from "./contract.ts";
import { ReportError } from "./reading/report-error.ts";
import { READ_HERE, REPORT_FORMATS } from "./reports.ts";
import { inspected, ownReports, pieces, readReport } from "./testing.ts";

interface Fixture {
  readonly format: ReportFormat;
  readonly name: string;
  readonly bytes: Buffer;
}

const fixtures: Fixture[] = REPORT_FORMATS.flatMap((format) => {
  const { folder, names } = ownReports(format.id);
  return names.map((name) => ({ format, name: `${format.id}/${name}`, bytes: readFileSync(path.join(folder, name)) }));
});
const units = ({ runs }: Awaited<ReturnType<typeof readReport>>) =>
  runs.reduce((sum, run) => sum + (run.findings.length === 0 ? run.statements.length : run.findings.length), 0);
const isJson = ({ bytes }: Fixture) => /^[[{]/.test(bytes.toString("utf8").trimStart());

describe("report formats", () => {
  it("have reports of our own, and units in them", () => {
    for (const format of REPORT_FORMATS) {
      expect(
        fixtures.some((each) => each.format === format),
        format.id,
      ).toBe(true);
    }
  });

  it.each(fixtures.map((each) => [each.name, each] as const))("%s: known, read, counted alike", async (_, fixture) => {
    expect(await inspected(fixture.bytes)).toBe(fixture.format.id);
    const read = await readReport(fixture.format, fixture.bytes, { secretKey: "key" });
    expect(read.error).toBeUndefined();
    expect(units(read)).toBe(await fixture.format.count(pieces(fixture.bytes)));
    expect(read.runs.flatMap((run) => run.notices).filter(({ kind }) => kind === "limit")).toEqual([]);
    for (const finding of read.findings) expect(finding.title.trim()).not.toBe("");
  });

  it("are claimed by one format only", () => {
    const ids = REPORT_FORMATS.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it.each(fixtures.map((each) => [each.name, each] as const))(
    "%s: the same in UTF-16 and behind a mark",
    async (_, fixture) => {
      const text = fixture.bytes.toString("utf8");
      const stated = await fixture.format.count(pieces(fixture.bytes));
      for (const bytes of [Buffer.from(`\uFEFF${text}`), Buffer.from(`\uFEFF${text}`, "utf16le")]) {
        expect(await inspected(bytes)).toBe(fixture.format.id);
        const read = await readReport(fixture.format, bytes);
        expect(read.error).toBeUndefined();
        expect(units(read)).toBe(stated);
        expect(await fixture.format.count(pieces(bytes))).toBe(stated);
      }
    },
  );

  it.each(fixtures.map((each) => [each.name, each] as const))("%s: cut anywhere, only refused", async (_, fixture) => {
    const whole = units(await readReport(fixture.format, fixture.bytes));
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const cut = fixture.bytes.subarray(0, Math.floor((fixture.bytes.length * tenth) / 10));
      const read = await readReport(fixture.format, cut);
      if (read.error !== undefined) expect(read.error).toBeInstanceOf(ReportError);
      // Lines that came before the cut are whole; a document is not.
      else expect(units(read)).toBeLessThanOrEqual(whole);
    }
  });

  it.each(fixtures.filter(isJson).map((each) => [each.name, each] as const))(
    "%s: keys of the prototype chain and numbers out of range do no harm",
    async (_, fixture) => {
      const text = fixture.bytes.toString("utf8");
      const stated = await fixture.format.count(pieces(fixture.bytes));
      const polluting = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},';
      const poisoned = text.replaceAll(/\{(?=\s*")/g, `{${polluting}`);
      const read = await readReport(fixture.format, poisoned);
      expect(read.error).toBeUndefined();
      expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
      // What maps names to results may count the new names; no result may get lost.
      expect(units(read)).toBeGreaterThanOrEqual(Math.min(stated, 1));
      for (const number of ["1e999", "-1", "0.5", "99999999999999999999"]) {
        const odd = text.replaceAll(/(?<=[:[,]\s*)\d+(?=\s*[,\]}])/g, number);
        const numbers = await readReport(fixture.format, odd);
        if (numbers.error !== undefined) expect(numbers.error).toBeInstanceOf(ReportError);
      }
    },
  );
});

describe("hostile files", () => {
  const deep = (sign: string) => Readable.from(Array.from({ length: 100 }, () => Buffer.from(sign.repeat(10_000))));
  const reading = REPORT_FORMATS.map((format) => [format.id, format] as const);

  it.each(reading)("%s refuses what is nested a million deep, empty, or one endless text", async (_, format) => {
    for (const stream of [
      deep("["),
      deep('{"a":'),
      deep("<a>"),
      Readable.from([]),
      Readable.from([" \n"]),
      Readable.from(["[".repeat(200), '"', ...Array.from({ length: 90 }, () => "x".repeat(65_536))]),
      Readable.from(['{"a":"', ...Array.from({ length: 90 }, () => "x".repeat(65_536))]),
      Readable.from(["<a>", ...Array.from({ length: 90 }, () => "x".repeat(65_536))]),
    ]) {
      const { error } = await readReport(format, stream);
      expect(error, format.id).toBeInstanceOf(ReportError);
    }
  });

  it("are known or refused in words, never by a fault", async () => {
    for (const stream of [deep("["), deep('{"a":'), deep("<a>"), Readable.from(['{"a":"', "x".repeat(5_000_000)])]) {
      const { inspectReport } = await import("./reports.ts");
      const seen = await inspectReport(stream).catch((error: unknown) => error);
      if (seen instanceof Error) expect(seen).toBeInstanceOf(ReportError);
      else expect(seen).toMatchObject({ kind: "unknown", refusal: expect.any(String) });
    }
  });

  it("with a DTD are refused before any format is asked", async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "${"x".repeat(100)}">]><OWASPZAPReport>&a;</OWASPZAPReport>`;
    await expect(inspected(bomb)).rejects.toMatchObject({ code: "dtd" });
    for (const format of REPORT_FORMATS.filter(({ media }) => media.includes("xml"))) {
      expect((await readReport(format, bomb)).error).toMatchObject({ code: "dtd" });
    }
  });

  it.each([
    ["", "The file is empty"],
    ["null", "The file holds only null"],
    ["[]", "The file holds only []"],
    ['["not","a","document"]', "This is JSON without any key"],
    ['{"hello":"world"}', "This is JSON with the keys hello"],
    ["<!doctype html><html>", "This is a web page"],
    ["<svg xmlns='x'/>", "This is XML with the root element svg"],
    ["name,severity\na,high\n", 'This is text that begins with "name,severity"'],
    [Buffer.from([0x1f, 0x8b, 8, 0]), "This is a file compressed with gzip"],
    [Buffer.from("PK\u0003\u0004rest"), "This is a zip archive"],
    ['{"document":{"csaf_version":"2.0"}}', "This is a CSAF document"],
    ['{"otmVersion":"0.2.0","project":{}}', "This is an Open Threat Model"],
  ])("%j: says what it is and what is read", async (text, words) => {
    const said = await inspected(text);
    expect(said).toContain(words);
    for (const { title } of REPORT_FORMATS) expect(READ_HERE).toContain(title);
  });

  it("in UTF-32 are refused by that name", async () => {
    await expect(inspected(Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]))).rejects.toMatchObject({
      code: "wrong-encoding",
    });
  });

  it("bring no more than a run may hold, and say so", async () => {
    const format = REPORT_FORMATS.find(({ id }) => id === "semgrep");
    if (format === undefined) throw new Error("there is no semgrep");
    const result = '{"check_id":"a","path":"a.py","start":{"line":1},"end":{"line":1},"extra":{"message":"m"}}';
    const report = `{"results":[${Array(25_002).fill(result).join(",")}],"errors":[],"paths":{"scanned":[]}}`;
    const { runs, findings } = await readReport(format, report);
    expect(findings).toHaveLength(25_000);
    expect(runs[0]).toMatchObject({
      results: 25_002,
      notices: [{ kind: "limit", reason: "2 results beyond the limit of 25,000 were left out" }],
    });
  });
});
