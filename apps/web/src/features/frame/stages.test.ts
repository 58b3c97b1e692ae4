import { SLICES } from "@redoubt/domain/slices";
import { expect, test } from "vitest";
import { builtSlices, SLICE_LABELS, STAGES } from "./stages.ts";

test("the nine stages stand in the order of the lifecycle, and no slice is in two", () => {
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
  const slices = STAGES.flatMap((stage) => stage.slices);
  expect(new Set(slices).size).toBe(slices.length);
});

test("a stage shows those of its slices that have a screen, and each has a name on screen", () => {
  const screens = SLICES.filter((slice) => slice.layers.includes("screen")).map((slice) => slice.name);
  for (const stage of STAGES) {
    const built = builtSlices(stage);
    expect(built).toEqual(stage.slices.filter((slice) => screens.includes(slice)));
    for (const slice of built) expect(SLICE_LABELS).toHaveProperty(slice);
  }
});
