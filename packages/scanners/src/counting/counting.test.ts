import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { countJson } from "./json.ts";
import { countLines, countRows, firstSign } from "./lines.ts";
import { countXml } from "./xml.ts";

const bytes = (text: string | Buffer) => {
  const buffer = Buffer.from(text as string);
  return Readable.from(Array.from(buffer, (byte) => Buffer.from([byte])));
};

describe("countJson", () => {
  it("counts elements, also of lists under keys that are data", async () => {
    const text = '{"a":{"x":[1,{"b":2}],"y":[[]],"z":3},"c":[1,2]}';
    expect(await countJson(bytes(text), { record: "a.*.[]" })).toBe(3);
    expect(await countJson(bytes(text), { record: "c.[]" }, { record: "a.z" })).toBe(3);
    expect(await countJson(bytes(text), { record: "d.[]" })).toBe(0);
  });

  it("weighs a record by what is inside", async () => {
    const text = '{"v":[{"s":"a","l":[1,2,3]},{"l":[]},{"s":"b","l":[{"s":"a"}]}]}';
    expect(await countJson(bytes(text), { record: "v.[]", weigh: (v) => Math.max(1, v.times("l.[]")) })).toBe(5);
    expect(await countJson(bytes(text), { record: "v.[]", weigh: (v) => (v.first("s") === "b" ? 1 : 0) })).toBe(1);
    expect(await countJson(bytes(text), { record: "v.[]", weigh: (v) => (v.some("l.[].s", "a") ? 1 : 0) })).toBe(1);
  });

  it("counts whole values, one after the other", async () => {
    expect(await countJson(bytes('{"a":1}\n{"a":2}{"b":3}'), { record: "$" })).toBe(3);
    expect(await countJson(bytes("[1]"), { record: "[]" })).toBe(1);
    expect(await countJson(bytes("null"), { record: "[]" })).toBe(0);
  });

  it("is not misled by signs in texts, marks and UTF-16", async () => {
    const text = '{"a":["]","\\"],[","\\\\",{"k\\"":"}"}]}';
    expect(await countJson(bytes(text), { record: "a.[]" })).toBe(4);
    const utf16 = Buffer.from(`\uFEFF${text}`, "utf16le");
    expect(await countJson(bytes(utf16), { record: "a.[]" })).toBe(4);
    expect(await countJson(bytes(`\uFEFF${text}`), { record: "a.[]" })).toBe(4);
  });
});

describe("countXml", () => {
  it("counts tags without their prefix, and looks over what is no tag", async () => {
    const text = `<?xml version="1.0"?><!-- <r><a/></r> --><r><v:a x="1 > 2"/><a><![CDATA[<a>]]><b/><b></b></a><c><a/></c></r>`;
    expect(await countXml(bytes(text), { record: "r.a" })).toBe(2);
    expect(await countXml(bytes(text), { record: "r.a", weigh: (a) => Math.max(1, a.times("b")) })).toBe(3);
    expect(await countXml(Readable.from([Buffer.from(text)]), { record: "r.c.a" })).toBe(1);
  });
});

describe("countLines and countRows", () => {
  it("count what they are asked for", async () => {
    expect(await countLines(bytes("a\r\nb\n\na"), (line) => line === "a")).toBe(2);
    expect(await countRows(bytes('h1,h2\n"a\nb",c\n\nd,e'))).toBe(2);
    expect(await countRows(bytes('h\n"a ""b"" c\nd"\n5" disk\n,,\n'))).toBe(2);
    expect(await countRows(bytes(""))).toBe(0);
  });

  it("look ahead without losing anything", async () => {
    const { sign, stream } = await firstSign(bytes("\uFEFF  [1,2]"));
    expect(sign).toBe("[");
    expect(await countJson(stream, { record: "[]" })).toBe(2);
  });
});
