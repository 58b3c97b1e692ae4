import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** Dependency-Check's XML and JSON. */
export const dependencyCheckFormat: ReportFormat = {
  id: "dependency-check",
  title: "Dependency-Check",
  unit: "one vulnerability of one dependency, suppressed ones included",
  media: ["xml", "json"],
  detect(shape) {
    if (shape.content === "xml") return shape.has("analysis", "dependencies") ? 1 : 0;
    if (shape.has("reportSchema") && shape.has("dependencies")) return 1;
    return shape.has("scanInfo", "engineVersion") && shape.has("dependencies") ? 0.95 : 0;
  },
  readRuns,
  count,
};
