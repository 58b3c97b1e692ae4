import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** Nuclei's JSON. */
export const nucleiFormat: ReportFormat = {
  id: "nuclei",
  title: "Nuclei",
  unit: "one result",
  media: ["ndjson", "json"],
  detect(shape) {
    const template = shape.hasRecord("template-id") || shape.hasRecord("templateID");
    if (!template || !shape.hasRecord("info", "name")) return 0;
    return shape.hasRecord("host") || shape.hasRecord("matched-at") || shape.hasRecord("matched") ? 1 : 0.8;
  },
  readRuns,
  count,
};
