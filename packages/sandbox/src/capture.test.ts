import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { captureOutput } from "./capture.ts";

let work: string;
beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), "capture-"));
});
afterEach(() => rm(work, { recursive: true, force: true }));

async function capture(chunks: readonly string[], bytes: number) {
  const live: string[] = [];
  let exceeded = 0;
  const path = join(work, "out");
  await captureOutput(
    Readable.from(chunks.map((chunk) => Buffer.from(chunk))),
    path,
    { left: bytes },
    (chunk) => live.push(String(chunk)),
    () => (exceeded += 1),
  );
  return { live: live.join(""), file: await readFile(path, "utf8"), exceeded };
}

describe("captureOutput", () => {
  it("keeps everything up to the budget", async () => {
    expect(await capture(["1234", "5678"], 8)).toEqual({ live: "12345678", file: "12345678", exceeded: 0 });
  });

  it.each([
    ["inside a chunk", ["1234", "5678", "9"], 6, "123456"],
    ["exactly between two chunks", ["1234", "5678", "9"], 8, "12345678"],
    ["in the first chunk", ["1234"], 1, "1"],
  ])("says once that the budget was exceeded %s", async (_name, chunks, bytes, kept) => {
    expect(await capture(chunks, bytes)).toEqual({ live: kept, file: kept, exceeded: 1 });
  });
});
