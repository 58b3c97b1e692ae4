import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** CycloneDX in JSON and XML: vulnerabilities are findings, analyses are decisions. */
export const cyclonedxFormat: ReportFormat = {
  id: "cyclonedx",
  title: "CycloneDX",
  unit: "one vulnerability for each component that it affects; one that names none counts once",
  media: ["json", "xml"],
  detect(shape) {
    if (shape.content === "xml") {
      const namespace = shape.text("bom", "@xmlns") ?? "";
      return /cyclonedx\.org\/schema\/bom\//.test(namespace) ? 1 : 0;
    }
    if (shape.text("bomFormat") === "CycloneDX") return 1;
    return /cyclonedx\.org\/schema\/bom/.test(shape.text("$schema") ?? "") ? 0.95 : 0;
  },
  readRuns,
  count,
};
