import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** A baseline of detect-secrets, or what its scan prints: the same. */
export const detectSecretsFormat: ReportFormat = {
  id: "detect-secrets",
  title: "detect-secrets",
  unit: "one secret under `results`",
  media: ["json"],
  detect(shape) {
    if (shape.has("plugins_used") && shape.has("results")) return 1;
    return shape.has("results", "*", "[]", "hashed_secret") ? 0.95 : 0;
  },
  readRuns,
  count,
};
