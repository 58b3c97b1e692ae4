import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { REPORT_LIMITS } from "@redoubt/domain/finding";
import { type JsonEvent, type JsonLimits, type JsonPath, streamJson } from "./json.ts";

async function readAll(text: string | Readable, select: (path: JsonPath) => boolean, limits?: Partial<JsonLimits>) {
  const events: JsonEvent[] = [];
  const stream =
    typeof text === "string" ? Readable.from(Array.from(Buffer.from(text), (byte) => Buffer.from([byte]))) : text;
  for await (const event of streamJson(stream, select, { limits: { ...REPORT_LIMITS, ...limits } })) events.push(event);
  return events;
}
const everything = () => true;

describe("streamJson", () => {
  it.each(['{"a":[1,{"b":null},"é\\u0041",true,-1.5e3],"c":{}}', "[]", '"x"', '[[],[[]],{"":0}]'])(
    "agrees with JSON.parse on %s, byte by byte",
    async (text) => {
      expect(await readAll(text, everything)).toEqual([{ type: "value", path: [], value: JSON.parse(text) }]);
    },
  );

  it("hands back selected values and frames the way to them", async () => {
    const events = await readAll('{"runs":[{"results":[1,2]},{}],"x":[3]}', (path) => path.length === 4);
    expect(events).toContainEqual({ type: "value", path: ["runs", 0, "results", 1], value: 2 });
    expect(events.filter((e) => e.type === "start").map((e) => e.path.join("."))).toEqual([
      "",
      "runs",
      "runs.0",
      "runs.0.results",
      "runs.1",
      "x",
    ]);
    expect(events.filter((e) => e.type === "end")).toHaveLength(6);
  });

  it.each([
    ['{"a" 1}', "not-json"],
    ["[1,]", "not-json"],
    ["{,}", "not-json"],
    ["[1}", "not-json"],
    ["{1:2}", "not-json"],
    ["[1] [2]", "not-json"],
    ["<html>", "not-json"],
    ["", "truncated"],
    ['{"a":[1,', "truncated"],
    ['{"a":"b', "truncated"],
  ])("refuses %s as %s", async (text, code) => {
    await expect(readAll(text, everything)).rejects.toMatchObject({ name: "ReportError", code });
  });

  it("refuses a million brackets at the depth limit", async () => {
    await expect(readAll(Readable.from(["[".repeat(1_000_000)]), everything)).rejects.toMatchObject({
      code: "too-deep",
    });
  });

  it("refuses an endless text after the text limit", async () => {
    let sent = 0;
    const endless = Readable.from(
      (function* () {
        yield '["';
        for (;;) {
          sent += 65_536;
          yield "a".repeat(65_536);
        }
      })(),
    );
    await expect(readAll(endless, everything, { maxStringBytes: 200_000 })).rejects.toMatchObject({
      code: "string-too-long",
    });
    expect(sent).toBeLessThan(500_000);
  });

  it("refuses too many values in one element and too many bytes", async () => {
    await expect(readAll("[1,2,3]", everything, { maxValues: 2 })).rejects.toMatchObject({ code: "too-many-values" });
    await expect(readAll("[1,2,3]", everything, { maxBytes: 3 })).rejects.toMatchObject({ code: "too-large" });
  });

  it("drops the keys that reach for prototypes", async () => {
    const events = await readAll('{"__proto__":{"x":1},"constructor":2,"y":3}', everything);
    expect(events).toEqual([{ type: "value", path: [], value: { y: 3 } }]);
  });
});
