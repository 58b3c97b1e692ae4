import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** gosec's JSON. */
export const gosecFormat: ReportFormat = {
  id: "gosec",
  title: "gosec",
  unit: "one element of `Issues`, suppressed ones included",
  media: ["json"],
  detect(shape) {
    if (shape.has("Issues", "[]", "rule_id") && shape.has("Issues", "[]", "details")) return 1;
    const frame = shape.has("GosecVersion") || shape.has("Golang errors") || shape.has("Stats", "nosec");
    return shape.has("Issues") && frame ? 1 : 0;
  },
  readRuns,
  count,
};
