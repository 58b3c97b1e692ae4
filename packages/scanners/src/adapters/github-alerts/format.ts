import type { ReportFormat } from "../../contract.ts";
import type { ReportShape } from "../../reading/shape.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** GitHub's alerts: code scanning, Dependabot (REST and GraphQL), secret scanning. */
export const githubAlertsFormat: ReportFormat = {
  id: "github-alerts",
  title: "GitHub alerts",
  unit: "one alert that is not fixed",
  media: ["json"],
  detect(shape) {
    if (REST.some((fits) => fits(shape, "[]") || fits(shape, "[]", "[]"))) return 1;
    const holders = [
      ["repository"],
      ["search", "nodes", "[]"],
      ["search", "edges", "[]", "node"],
      ["node"],
      ["organization", "repositories", "nodes", "[]"],
      ["viewer", "repositories", "nodes", "[]"],
    ];
    return holders.some((holder) => shape.hasRecord("data", ...holder, "vulnerabilityAlerts")) ? 1 : 0;
  },
  readRuns,
  count,
};

const REST: readonly ((shape: ReportShape, ...at: string[]) => boolean)[] = [
  (shape, ...at) => shape.has(...at, "most_recent_instance") && shape.has(...at, "rule") && shape.has(...at, "tool"),
  (shape, ...at) => shape.has(...at, "security_advisory") && shape.has(...at, "dependency"),
  (shape, ...at) => shape.has(...at, "secret_type") && shape.has(...at, "state"),
];
