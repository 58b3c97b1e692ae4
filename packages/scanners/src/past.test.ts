import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { PastDocument } from "@redoubt/domain/finding";
import { describe, expect, it } from "vitest";
import type { PastFormat } from "./contract.ts";
import { BROUGHT_HERE, inspectPast, PAST_FORMATS } from "./past.ts";
import { ReportError } from "./reading/report-error.ts";
import { pieces } from "./testing.ts";

interface Fixture {
  readonly format: PastFormat;
  readonly name: string;
  readonly bytes: Buffer;
}

const fixtures: Fixture[] = PAST_FORMATS.flatMap((format) => {
  const folder = path.join(import.meta.dirname, "adapters", format.id, "fixtures");
  const names = readdirSync(folder).filter((name) => name.startsWith("report"));
  return names.map((name) => ({ format, name: `${format.id}/${name}`, bytes: readFileSync(path.join(folder, name)) }));
});
const isText = ({ format }: Fixture) => format.id !== "audit-pdf" && format.id !== "findings-xlsx";
const read = (format: PastFormat, bytes: Buffer | string) => format.read(pieces(bytes), { mappings: {} });
const each = (list: readonly Fixture[]) => list.map((fixture) => [fixture.name, fixture] as const);

describe("documents of the past", () => {
  it("have documents of our own: six layouts of reports and more, and two of everything that has variants", () => {
    const count = (id: string) => fixtures.filter(({ format }) => format.id === id).length;
    expect(count("audit-report")).toBeGreaterThanOrEqual(6);
    for (const { id } of PAST_FORMATS) expect(count(id), id).toBeGreaterThan(0);
  });

  it.each(each(fixtures))("%s: known by its content, read, counted alike", async (_, { format, bytes }) => {
    expect((await inspectPast(pieces(bytes)))?.id).toBe(format.id);
    const document = PastDocument.parse(await read(format, bytes));
    expect(document.entries.length).toBeGreaterThan(0);
    expect(document.entries.length).toBe(await format.count(pieces(bytes)));
  });

  it.each(each(fixtures.filter(isText)))("%s: the same in UTF-16 and behind a mark", async (_, { format, bytes }) => {
    const plain = await read(format, bytes);
    for (const other of [Buffer.from(`\uFEFF${bytes}`), Buffer.from(`\uFEFF${bytes}`, "utf16le")]) {
      expect((await inspectPast(pieces(other)))?.id).toBe(format.id);
      expect(await read(format, other)).toEqual(plain);
      expect(await format.count(pieces(other))).toBe(plain.entries.length);
    }
  });

  it.each(each(fixtures))("%s: cut anywhere, only refused", async (_, { format, bytes }) => {
    const whole = (await read(format, bytes)).entries.length;
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const cut = bytes.subarray(0, Math.floor((bytes.length * tenth) / 10));
      const seen = await read(format, cut).catch((error: unknown) => error);
      if (seen instanceof Error) expect(seen).toBeInstanceOf(ReportError);
      else expect(PastDocument.parse(seen).entries.length).toBeLessThanOrEqual(whole);
    }
  });

  it.each(PAST_FORMATS.map((format) => [format.id, format] as const))(
    "%s refuses what is empty or nothing of it",
    async (_, format) => {
      for (const stream of [
        Readable.from([]),
        Readable.from([" \n"]),
        Readable.from([Buffer.alloc(5000)]),
        Readable.from(["[".repeat(300)]),
      ]) {
        await expect(format.read(stream, { mappings: {} })).rejects.toBeInstanceOf(ReportError);
      }
      expect(BROUGHT_HERE).toContain(format.title);
    },
  );

  it("are no reports of tools, and no notes", async () => {
    for (const text of [
      '{"version":"2.1.0","runs":[]}',
      "# Notes\n\nHigh time.\n",
      "Hello, you.\nThis is a letter, which has commas, and no columns.\n",
      "PK\u0003\u0004word/document.xml",
      "<a/>",
    ]) {
      expect(await inspectPast(pieces(text))).toBeUndefined();
    }
    const notes = readFileSync(path.join(import.meta.dirname, "adapters/audit-report/fixtures/none-notes.md"));
    expect(await inspectPast(pieces(notes))).toBeUndefined();
  });
});
