import type { Scan } from "@redoubt/domain/scan";
import { describe, expect, it } from "vitest";
import { durationWords, shareOf, shareOfRequest } from "./words.ts";

const scan = (state: Scan["state"], done?: number, total?: number) =>
  ({
    state,
    progress: { phase: "x", ...(done === undefined ? {} : { done }), ...(total === undefined ? {} : { total }) },
  }) as Scan;

describe("progress", () => {
  it("is work done, never the whole before the end", () => {
    expect(shareOf(scan("queued"))).toBe(0);
    expect(shareOf(scan("running", 3, 3))).toBeLessThan(1);
    expect(shareOf(scan("failed"))).toBe(1);
    expect(shareOfRequest({ scans: [scan("succeeded"), scan("queued")] })).toBe(0.5);
    expect(shareOfRequest({ scans: [] })).toBe(0);
  });
});

describe("durationWords", () => {
  it("says tenths only where they count", () => {
    expect(durationWords(420)).toBe("0.4 s");
    expect(durationWords(16_200)).toBe("16 s");
    expect(durationWords(125_000)).toBe("2 min 5 s");
  });
});
