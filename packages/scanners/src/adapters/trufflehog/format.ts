import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** TruffleHog's JSON, secrets masked while it is read. */
export const trufflehogFormat: ReportFormat = {
  id: "trufflehog",
  title: "TruffleHog",
  unit: "one leak",
  media: ["ndjson", "json"],
  detect(shape) {
    if (shape.hasRecord("SourceMetadata") && shape.hasRecord("DetectorName")) return 1;
    if (shape.hasRecord("stringsFound") && shape.hasRecord("reason")) return 1;
    return shape.has("[]", "rule", "id") && shape.has("[]", "secret") && shape.has("[]", "path") ? 1 : 0;
  },
  readRuns,
  count,
};
