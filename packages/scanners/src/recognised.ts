import type { ReportShape } from "./reading/shape.ts";

/** Something that people drop and that is not read here: saying what it is helps more than saying that it is unknown. */
interface Recognised {
  readonly kind: "report" | "model";
  readonly title: string;
  readonly fits: (shape: ReportShape) => boolean;
}

const RECOGNISED: readonly Recognised[] = [
  report("a Burp Suite report", (s) => s.has("issues") && s.text("issues", "@burpVersion") !== undefined),
  report("a Nessus report", (s) => s.has("NessusClientData_v2")),
  report("a Dependency-Check report", (s) => s.has("analysis", "dependencies") || s.has("reportSchema")),
  report("a Snyk report", (s) => s.hasRecord("vulnerabilities") && s.hasRecord("dependencyCount")),
  report("a SonarQube report", (s) => s.has("issues", "[]", "component") && s.has("issues", "[]", "rule")),
  report("a Brakeman report", (s) => s.has("scan_info", "brakeman_version")),
  report(
    "a gosec report",
    (s) => s.has("Issues") && (s.has("GosecVersion") || s.has("Golang errors") || s.has("Stats")),
  ),
  report("a Hadolint report", (s) => /^(?:DL|SC)\d{4}$/.test(s.text("[]", "code") ?? "") && s.has("[]", "level")),
  report("a KICS report", (s) => s.has("kics_version") || s.has("queries_total")),
  report("a tfsec report", (s) => s.has("results", "[]", "long_id") || s.has("results", "[]", "rule_provider")),
  report("a retire.js report", (s) => s.has("data", "[]", "results") || s.has("[]", "results", "[]", "component")),
  report("a detect-secrets baseline", (s) => s.has("plugins_used") && s.has("results")),
  report("a list of components (SPDX)", (s) => s.has("spdxVersion")),
  report("a CSAF document", (s) => s.has("document", "csaf_version")),
  model("a threat model of OWASP Threat Dragon", (s) => s.has("summary", "title") && s.has("detail", "diagrams")),
  model("a threat model of AWS Threat Composer", (s) => s.has("schema") && s.has("threats") && s.has("assumptions")),
  model("an Open Threat Model", (s) => s.has("otmVersion")),
  model("a threat model of Microsoft's tool", (s) => s.has("ThreatModel", "DrawingSurfaceList")),
];

/** What the outline looks like, though it is not read; undefined when it looks like nothing known. */
export function recognise(shape: ReportShape): Recognised | undefined {
  return RECOGNISED.find(({ fits }) => fits(shape));
}

function report(title: string, fits: Recognised["fits"]): Recognised {
  return { kind: "report", title, fits };
}

function model(title: string, fits: Recognised["fits"]): Recognised {
  return { kind: "model", title, fits };
}
