import { readFileSync } from "node:fs";
import path from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { pieces } from "../../testing.ts";
import { read } from "./parse.ts";

const workbook = (bytes: Buffer) => read(pieces(bytes), { mappings: {} });

/** A zip archive of the parts, each with the size that it claims. */
function zip(parts: readonly { name: string; data: Buffer; claims?: number; flags?: number }[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, claims = data.length, flags = 0 } of parts) {
    const packed = deflateRawSync(data);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claims, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), common, Buffer.from(name), packed]);
    const central = Buffer.alloc(16);
    central.writeUInt32LE(offset, 12);
    directory.push(
      Buffer.concat([
        Buffer.from("PK\u0001\u0002"),
        Buffer.from([20, 0]),
        common,
        central.subarray(2),
        Buffer.from(name),
      ]),
    );
    locals.push(local);
    offset += local.length;
  }
  const size = directory.reduce((sum, each) => sum + each.length, 0);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

describe("workbooks", () => {
  it("are read from the sheet that looks most like findings; dates are days, formulas their last result, cells text", async () => {
    const { entries, mapping, notices } = await workbook(
      readFileSync(path.join(import.meta.dirname, "fixtures/report.xlsx")),
    );
    expect(notices).toEqual(["Read from the sheet “Findings”; not from “Cover”."]);
    expect(mapping).toMatchObject({
      key: 0,
      title: 1,
      severity: 2,
      status: 3,
      place: 4,
      found: 5,
      until: 6,
      response: 7,
    });
    expect(
      entries.map(({ key, title, severity, state, fix, until, response }) => [
        key,
        title,
        severity,
        state,
        fix,
        until,
        response,
      ]),
    ).toEqual([
      ["1", "Tokens never end", "high", "fixed", "PR 14", null, "Fixed in PR 14"],
      ["2", "Click", "medium", "acknowledged", null, "2026-12-31", "=cmd|' /C calc'!A0"],
      ["3", "Banner tells the version", "info", "open", null, null, null],
    ]);
  });

  it("that grow beyond reason are refused while they are unpacked, whatever they claim", async () => {
    const zeros = Buffer.alloc(40 * 1024 * 1024);
    await expect(workbook(zip([{ name: "xl/workbook.xml", data: zeros }]))).rejects.toThrow(
      "grows more than 200 times",
    );
    await expect(workbook(zip([{ name: "xl/workbook.xml", data: zeros, claims: 100 }]))).rejects.toMatchObject({
      code: "too-large",
    });
  });

  it("with too many parts, a password or a document type definition are refused", async () => {
    const small = Buffer.from("<a/>");
    const many = Array.from({ length: 2001 }, (_, at) => ({ name: `xl/${at}.xml`, data: small }));
    await expect(workbook(zip(many))).rejects.toThrow("more than 2000 parts");
    await expect(workbook(zip([{ name: "xl/workbook.xml", data: small, flags: 1 }]))).rejects.toThrow("password");
    const bomb = Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "b">]><workbook/>');
    await expect(workbook(zip([{ name: "xl/workbook.xml", data: bomb }]))).rejects.toMatchObject({ code: "dtd" });
    const late = Buffer.from(`<workbook>${" ".repeat(20_000)}<!DOCTYPE a><a/></workbook>`);
    await expect(workbook(zip([{ name: "xl/workbook.xml", data: late }]))).rejects.toMatchObject({
      name: "ReportError",
    });
    await expect(workbook(zip([{ name: "../../etc/passwd", data: small }]))).rejects.toMatchObject({
      name: "ReportError",
    });
    await expect(workbook(zip([{ name: "hello.txt", data: small }]))).rejects.toThrow("the workbook cannot be read");
  });
});
