import { describe, expect, it } from "vitest";
import { createLogBuffer } from "./log-buffer.ts";
import { throttleLatest } from "./throttle.ts";

/** A test that waited for one pause would run out of time. */
const HOUR = 3_600_000;

describe("what is written a few times a second", () => {
  it("writes the newest value, and what is left without a pause once it is settled", async () => {
    const written: number[] = [];
    const values = throttleLatest<number>(HOUR, async (value) => void written.push(value));
    values.push(1);
    await Promise.resolve();
    values.push(2);
    values.push(3);
    await values.settle();
    expect(written).toEqual([1, 3]);
  });

  it("keeps lines in their order, also those that come while a write is under way", async () => {
    const written: string[][] = [];
    const lines = createLogBuffer(
      async (batch) => {
        await new Promise((resolve) => setImmediate(resolve));
        written.push(batch.map(({ seq, text }) => `${seq} ${text}`));
      },
      { most: 3, everyMs: HOUR },
    );
    for (const text of ["a", "b", "c", "d"]) lines.push(text);
    await lines.settle();
    expect(written.flat()).toEqual(["1 a", "2 b", "3 c", "4 1 more lines were not kept"]);
  });

  it("says at the end what a write threw", async () => {
    const broken = throttleLatest<number>(HOUR, () => Promise.reject(new Error("disk")));
    broken.push(1);
    await expect(broken.settle()).rejects.toThrow("disk");
  });
});
