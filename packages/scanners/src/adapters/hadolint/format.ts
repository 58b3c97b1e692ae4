import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** Hadolint's JSON. */
export const hadolintFormat: ReportFormat = {
  id: "hadolint",
  title: "Hadolint",
  unit: "one element of the list",
  media: ["json"],
  detect(shape) {
    const code = shape.text("[]", "code") ?? "";
    return /^(?:DL|SC)\d{4}$/.test(code) && shape.has("[]", "level") && shape.has("[]", "line") ? 1 : 0;
  },
  readRuns,
  count,
};
