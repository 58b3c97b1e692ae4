import type { Readable } from "node:stream";
import { registryAdvisory } from "../../reading/advisory.ts";
import { advisoriesIn } from "../../reading/classes.ts";
import { packageUrl } from "../../reading/purl.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, runsOf } from "../../reading/run.ts";
import { COMMON_SEVERITIES, severityIn } from "../../reading/severity.ts";
import { type JsonObject, object, objects, text, texts } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";

const PARTS = ["vulnerabilities[", "vulnerabilities.*", "advisories[", "advisories.*", "error", "message"];

/** Reads `npm audit --json` of npm 7 and later (packages with the advisories behind them) and of npm 6 (advisories). */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("npm-audit", "npm audit");
  run.detectors = new Set(["*"]);
  for await (const { at, value } of values(stream, PARTS)) {
    if (at.endsWith("[")) run.resultsPresent = true;
    else if (at === "advisories.*") yield registryAdvisory(object(value));
    else if (at === "vulnerabilities.*") {
      const vulnerable = object(value);
      // Texts under `via` name other packages of the list: the advisory stands there.
      for (const advisory of objects(vulnerable.via)) yield toDraft(advisory, vulnerable);
    } else if (at === "error") {
      const { code, summary, detail } = object(value);
      throw new ReportError(
        "wrong-format",
        `npm audit failed: ${[code, summary, detail]
          .map((part) => text(part))
          .filter(Boolean)
          .join(": ")
          .slice(0, 300)}`,
      );
    }
  }
  if (!run.resultsPresent)
    throw new ReportError("wrong-format", "this is no report of npm audit: it has no vulnerabilities");
}

function toDraft(advisory: JsonObject, vulnerable: JsonObject): Draft {
  const name = text(advisory.dependency) ?? text(advisory.name) ?? text(vulnerable.name);
  const url = text(advisory.url);
  const ids = advisoriesIn([url]);
  const fix = vulnerable.fixAvailable;
  const upgrade = object(fix);
  const nodes = texts(vulnerable.nodes);
  return {
    detector: ids[0] ?? `npm-${text(advisory.source) ?? "advisory"}`,
    title: text(advisory.title) ?? `${name ?? "package"}: known vulnerability`,
    description: [
      `Affected: ${name ?? "the package"} ${text(advisory.range) ?? ""}.`,
      fix === false
        ? "No fix is available."
        : text(upgrade.name) === undefined
          ? "npm audit fix can fix it."
          : `Fixed by ${text(upgrade.name)} ${text(upgrade.version) ?? ""}${upgrade.isSemVerMajor === true ? ", a major version" : ""}.`,
      nodes.length === 0
        ? undefined
        : `Installed at: ${nodes.slice(0, 20).join(", ")}${nodes.length > 20 ? ` and ${nodes.length - 20} more` : ""}`,
      url,
    ],
    severity: severityIn(COMMON_SEVERITIES, text(advisory.severity) ?? text(vulnerable.severity)),
    classes: { cwe: texts(advisory.cwe) },
    advisories: ids,
    // The report names ranges, not what is installed.
    package: packageUrl("npm", name),
  };
}

export const readRuns = runsOf(read);
