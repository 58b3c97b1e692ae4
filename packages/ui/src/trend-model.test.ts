import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changedRows, spread, stepPath, ticksFor } from "./trend-model.ts";

describe("the axis of a trend", () => {
  it.each([
    [0, [0, 1]],
    [3, [0, 1, 2, 3]],
    [13, [0, 5, 10, 15]],
    [42, [0, 20, 40, 60]],
  ])("ends at a round number at or above %i", (most, ticks) => {
    expect(ticksFor(most)).toEqual(ticks);
  });
});

describe("names at the ends of lines", () => {
  it("keep their distance, their order and the range, and stay where there is room", () => {
    expect(spread([20, 90], 18, [4, 140])).toEqual([20, 90]);
    const Places = fc.array(fc.double({ min: 0, max: 144, noNaN: true }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(Places, (places) => {
        const moved = spread(places, 18, [4, 140]);
        const order = places.map((_, index) => index).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
        for (const [at, index] of order.entries()) {
          expect(moved[index]).toBeGreaterThanOrEqual(4 - 1e-9);
          expect(moved[index]).toBeLessThanOrEqual(140 + 1e-9);
          const before = order[at - 1];
          if (before !== undefined) expect((moved[index] ?? 0) - (moved[before] ?? 0)).toBeGreaterThan(18 - 1e-6);
        }
      }),
    );
  });
});

describe("steps", () => {
  it("hold a value until the next one", () => {
    expect(stepPath([0, 4, 2], 4, 100)).toBe("M0 100H50V0H100V50");
    expect(stepPath([3], 4, 100)).toBe("M0 25");
  });

  it("are told as a table where something changed, with the first and the last", () => {
    expect(changedRows([[1, 1, 1, 2, 2, 2]], 6)).toEqual([0, 3, 5]);
    expect(changedRows([[1], [2]], 1)).toEqual([0]);
  });
});
