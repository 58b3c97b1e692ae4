import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** Gitleaks' JSON, secrets masked while it is read. */
export const gitleaksFormat: ReportFormat = {
  id: "gitleaks",
  title: "Gitleaks",
  unit: "one leak",
  media: ["json"],
  detect(shape) {
    if (shape.has("[]", "RuleID") && (shape.has("[]", "Secret") || shape.has("[]", "Match"))) return 1;
    return shape.has("[]", "offender") && shape.has("[]", "rule") ? 1 : 0;
  },
  readRuns,
  count,
};
