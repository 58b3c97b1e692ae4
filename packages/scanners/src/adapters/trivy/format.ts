import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** Trivy's JSON. */
export const trivyFormat: ReportFormat = {
  id: "trivy",
  title: "Trivy",
  unit: "one vulnerability, misconfiguration, secret or license of a result; suppressed ones and passed checks included",
  media: ["json"],
  detect(shape) {
    if (shape.has("SchemaVersion") && (shape.has("ArtifactName") || shape.has("ArtifactType"))) return 1;
    if (shape.has("ClusterName")) return 0.95;
    if (shape.has("[]", "Target") && (shape.has("[]", "Vulnerabilities") || shape.has("[]", "Type"))) return 0.95;
    return shape.has("Results", "[]", "Target") ? 0.9 : 0;
  },
  readRuns,
  count,
};
