import type { ReportShape } from "./reading/shape.ts";

/** Something that people drop and that is not read here: saying what it is helps more than saying that it is unknown. */
interface Recognised {
  readonly kind: "report" | "model";
  readonly title: string;
  readonly fits: (shape: ReportShape) => boolean;
}

const RECOGNISED: readonly Recognised[] = [
  report("a list of components (SPDX)", (s) => s.has("spdxVersion")),
  report("a CSAF document", (s) => s.has("document", "csaf_version")),
  model("a threat model of OWASP Threat Dragon", (s) => s.has("summary", "title") && s.has("detail", "diagrams")),
  model("a threat model of AWS Threat Composer", (s) => s.has("schema") && s.has("threats") && s.has("assumptions")),
  model("an Open Threat Model", (s) => s.has("otmVersion")),
  model("a threat model of the Threat Model Library", (s) => s.has("trust_zones") && s.has("data_flows")),
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
