import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** The JSON of KICS. */
export const kicsFormat: ReportFormat = {
  id: "kics",
  title: "KICS",
  unit: "one place under `files` of a query",
  media: ["json"],
  detect(shape) {
    if (shape.has("queries_total") && (shape.has("files_scanned") || shape.has("queries"))) return 1;
    if (shape.has("kics_version")) return 0.95;
    return shape.has("queries", "[]", "query_id") && shape.has("queries", "[]", "files") ? 0.95 : 0;
  },
  readRuns,
  count,
};
