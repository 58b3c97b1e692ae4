import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** What SonarQube's API answers, and the export of sonar-report. */
export const sonarqubeFormat: ReportFormat = {
  id: "sonarqube",
  title: "SonarQube",
  unit: "one issue or hotspot that is not fixed",
  media: ["json"],
  detect(shape) {
    const issue = (...path: string[]) => shape.has("issues", "[]", ...path);
    if (issue("rule") && issue("component") && (issue("message") || issue("key"))) return 1;
    if (shape.has("hotspots", "[]", "vulnerabilityProbability") || shape.has("sonarBaseURL")) return 1;
    const list = shape.kind("issues") === "array" || shape.kind("hotspots") === "array";
    return list && shape.has("paging") && shape.has("components") ? 0.95 : 0;
  },
  readRuns,
  count,
};
