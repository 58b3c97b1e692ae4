import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** The JSON of retire.js. */
export const retireJsFormat: ReportFormat = {
  id: "retire-js",
  title: "retire.js",
  unit: "one vulnerability of one component in one file",
  media: ["json"],
  detect(shape) {
    if (shape.has("data", "[]", "results", "[]", "component")) return 1;
    if (shape.has("[]", "results", "[]", "component")) return 1;
    return shape.kind("data") === "array" && shape.has("messages") && shape.has("start") ? 0.95 : 0;
  },
  readRuns,
  count,
};
