import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { childText, streamXml, type XmlElement, type XmlLimits, XML_LIMITS } from "./xml.ts";

async function read(text: string | Buffer, select: string, limits?: Partial<XmlLimits>, size = 1) {
  const bytes = Buffer.from(text as string);
  const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
  const elements: XmlElement[] = [];
  const events = streamXml(Readable.from(parts), (path) => path.join("/") === select, { ...XML_LIMITS, ...limits });
  for await (const event of events) if (event.type === "element") elements.push(event.element);
  return elements;
}

describe("streamXml", () => {
  it("hands over selected elements by local names, byte by byte", async () => {
    const text = `\uFEFF<?xml version="1.0"?><!-- <!DOCTYPE no> --><r xmlns:v="urn:v"><v:a id="1"><b>é &amp; &#x41;<![CDATA[<c>]]></b></v:a><v:a/></r>`;
    const [first, second] = await read(text, "r/a");
    expect(first?.attributes.get("id")).toBe("1");
    expect(first?.namespace).toBe("urn:v");
    expect(childText(first, "b")).toBe("é & A<c>");
    expect(second?.children).toEqual([]);
  });

  it("reads UTF-16, with and without mark, and the one-byte encoding that a declaration names", async () => {
    const text = `<?xml version="1.0" encoding="UTF-16"?><r><a>é</a></r>`;
    const utf16 = Buffer.from(text, "utf16le");
    for (const bytes of [utf16, Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), Buffer.from(utf16).swap16()]) {
      expect((await read(bytes, "r/a", {}, 7)).map((each) => each.text)).toEqual(["é"]);
    }
    const latin = Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?><r><a>é</a></r>`, "latin1");
    expect((await read(latin, "r/a")).map((each) => each.text)).toEqual(["é"]);
  });

  it.each([
    ['<!DOCTYPE r [<!ENTITY x "y">]><r/>', "dtd"],
    ['<?xml version="1.0"?>\n<!-- c --><!doctype r SYSTEM "http://x.test/r.dtd"><r/>', "dtd"],
    ["<!ELEMENT r ANY><r/>", "dtd"],
    ["<r>&x;</r>", "not-xml"],
    ["<r><a></r>", "not-xml"],
    ["<r><a>", "truncated"],
    ["<r", "truncated"],
    ["", "truncated"],
    ["<!-- only", "truncated"],
    ["{}", "not-xml"],
    ["<r/><r/>", "not-xml"],
    ["<r>\u0001</r>", "not-xml"],
    ['<?xml version="1.0" encoding="EBCDIC"?><r/>', "wrong-encoding"],
  ])("refuses %j as %s", async (text, code) => {
    await expect(read(text, "r")).rejects.toMatchObject({ name: "ReportError", code });
  });

  it("does not include what XInclude names", async () => {
    const [r] = await read(`<r xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd"/></r>`, "r");
    expect(r?.children.map(({ name, text }) => [name, text])).toEqual([["include", ""]]);
  });

  it("stops at its limits", async () => {
    const size = 65_536;
    await expect(read("<a>".repeat(1_000_000), "x", {}, size)).rejects.toMatchObject({ code: "too-deep" });
    await expect(read(`<r>${"x".repeat(3000)}</r>`, "r", { maxTextBytes: 1000 }, 10)).rejects.toMatchObject({
      code: "string-too-long",
    });
    await expect(read(`<r a="${"x".repeat(3000)}"/>`, "r", { maxTextBytes: 1000 }, 10)).rejects.toMatchObject({
      code: "string-too-long",
    });
    await expect(read(`<r>${"<a/>".repeat(11)}</r>`, "r", { maxElements: 10 }, size)).rejects.toMatchObject({
      code: "too-many-values",
    });
    const many = Array.from({ length: 300 }, (_, at) => `a${at}="1"`).join(" ");
    await expect(read(`<r ${many}/>`, "r", {}, size)).rejects.toMatchObject({ code: "too-many-values" });
    await expect(read("<r/>", "r", { maxBytes: 3 })).rejects.toMatchObject({ code: "too-large" });
  });
});
