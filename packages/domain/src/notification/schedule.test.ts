import { expect, it } from "vitest";
import { holdAfter, PAUSES, pauseAfter } from "./schedule.ts";

it("attempts are spread over days, and end", () => {
  const total = PAUSES.reduce((sum, pause) => sum + pause, 0);
  expect(total).toBeGreaterThan(3 * 86_400_000);
  expect(total).toBeLessThan(5 * 86_400_000);
  expect(pauseAfter(PAUSES.length, 0.5)).toBe(PAUSES.at(-1));
  expect(pauseAfter(PAUSES.length + 1, 0.5)).toBeNull();
});

it("pauses differ, by a fifth at most, and are never shorter than asked for", () => {
  expect([pauseAfter(2, 0), pauseAfter(2, 0.5), pauseAfter(2, 1)]).toEqual([240_000, 300_000, 360_000]);
  expect(pauseAfter(1, 0, 60_000)).toBe(60_000);
});

it("others to the same place wait for minutes, not for days", () => {
  expect([holdAfter(5000), holdAfter(86_400_000), holdAfter(5000, 600_000)]).toEqual([5000, 300_000, 600_000]);
});
