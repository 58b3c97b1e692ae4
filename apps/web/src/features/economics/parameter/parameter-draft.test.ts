import { expect, it } from "vitest";
import { readNumber, typedNumber } from "./parameter-draft.ts";

const within = [0, 1000] as const;

it("reads what people type, and back", () => {
  expect(readNumber(" $1,000 ", { within })).toEqual({ value: 1000 });
  expect(readNumber("0.267", { within })).toEqual({ value: 0.267 });
  expect(typedNumber(3 / 110)).toBe("0.0272727");
  expect(typedNumber(null)).toBe("");
});

it("says what is wrong", () => {
  for (const typed of ["", "  ", "about 5", "1e", "NaN"]) {
    expect(readNumber(typed, { within })).toEqual({ problem: "Write a number." });
  }
  expect(readNumber("1000.1", { within })).toEqual({ problem: "Between 0 and 1,000." });
  expect(readNumber("-1", { within })).toEqual({ problem: "Between 0 and 1,000." });
});
