import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** Grype's JSON. */
export const grypeFormat: ReportFormat = {
  id: "grype",
  title: "Grype",
  unit: "one match, ignored ones included",
  media: ["json"],
  detect(shape) {
    if (shape.kind("matches") !== "array") return 0;
    if (shape.has("matches", "[]", "vulnerability") && shape.has("matches", "[]", "artifact")) return 1;
    return shape.text("descriptor", "name") === "grype" || shape.has("distro") ? 0.95 : 0;
  },
  readRuns,
  count,
};
