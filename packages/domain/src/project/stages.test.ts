import { expect, test } from "vitest";
import { SLICES } from "../slices.ts";
import { STAGES } from "./stages.ts";

test("the nine stages stand in the order of the lifecycle", () => {
  expect(STAGES.map((stage) => stage.label)).toEqual([
    "Profile",
    "Threat model",
    "Develop",
    "Review",
    "Test",
    "Deploy",
    "Monitor",
    "Respond",
    "Learn",
  ]);
});

test("a stage has only slices with a screen, and no slice is in two", () => {
  const screens = SLICES.filter((slice) => slice.layers.includes("screen")).map((slice) => slice.name);
  const slices = STAGES.flatMap((stage) => stage.slices);
  expect(slices.filter((slice) => !screens.includes(slice))).toEqual([]);
  expect(new Set(slices).size).toBe(slices.length);
});
