import type { ReportFormat } from "../../contract.ts";
import { columnName } from "../../reading/csv.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** The shape for tools that no adapter reads. */
export const genericFormat: ReportFormat = {
  id: "generic",
  title: "generic JSON and CSV",
  unit: "one element of `findings`, one row of the table",
  media: ["json", "csv"],
  detect(shape) {
    if (shape.content === "text") {
      const header = (shape.head.split("\n", 1)[0] ?? "").split(/[,;\t]/).map((name) => columnName(name));
      return header.includes("title") && header.includes("severity") ? 0.9 : 0;
    }
    if (shape.kind() !== "object" || shape.kind("findings") !== "array") return 0;
    if (shape.has("findings", "[]", "title") && shape.has("findings", "[]", "severity")) return 0.9;
    // An empty list says the same as long as nothing else claims the file.
    return shape.has("findings", "[]") ? 0 : 0.5;
  },
  readRuns,
  count,
};
