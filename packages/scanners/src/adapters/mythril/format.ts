import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** Mythril's JSON in both versions. */
export const mythrilFormat: ReportFormat = {
  id: "mythril",
  title: "Mythril",
  unit: "one element of `issues`",
  media: ["json"],
  detect(shape) {
    if (shape.has("[]", "issues") && shape.has("[]", "sourceFormat") && shape.has("[]", "sourceList")) return 1;
    if (shape.kind() !== "object" || shape.kind("issues") !== "array") return 0;
    if (shape.has("issues", "[]", "swc-id") || shape.has("issues", "[]", "swcID")) return 1;
    const keys = shape.names().sort().join(" ");
    return keys === "error issues success" ? 0.9 : 0;
  },
  readRuns,
  count,
};
