import { expect, it } from "vitest";
import { logScale } from "./scale.ts";

it("spans whole powers of ten, and puts what lies outside at its ends", () => {
  const scale = logScale([2500, 420_000, -3, Number.POSITIVE_INFINITY]);
  expect([scale.low, scale.high]).toEqual([1000, 1_000_000]);
  expect(scale(31_622.7766)).toBeCloseTo(50, 3);
  expect([scale(5), scale(1e9), scale(-1), scale(Number.POSITIVE_INFINITY)]).toEqual([0, 100, 0, 100]);
});

it("has a decade even where there is one value, or none", () => {
  expect([logScale([100]).low, logScale([100]).high]).toEqual([100, 1000]);
  expect([logScale([]).low, logScale([]).high]).toEqual([1, 10]);
});
