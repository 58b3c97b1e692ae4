import { STAGES } from "@redoubt/domain/project";
import { expect, test } from "vitest";
import { SLICE_LABELS } from "./slice-labels.ts";

test("every slice of the rail has a name on screen", () => {
  for (const slice of STAGES.flatMap((stage) => stage.slices)) expect(SLICE_LABELS).toHaveProperty(slice);
});
