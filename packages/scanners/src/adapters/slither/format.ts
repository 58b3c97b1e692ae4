import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** Slither's own JSON. */
export const slitherFormat: ReportFormat = {
  id: "slither",
  title: "Slither",
  unit: "one element of `results.detectors`",
  media: ["json"],
  detect(shape) {
    if (shape.kind() !== "object") return 0;
    if (shape.has("results", "detectors", "[]", "check") && shape.has("results", "detectors", "[]", "impact")) return 1;
    const keys = new Set(shape.names());
    const frame = keys.has("success") && keys.has("error") && shape.kind("results") === "object";
    return frame && keys.size === 3 ? 0.9 : 0;
  },
  readRuns,
  count,
};
