import type { Readable } from "node:stream";
import { registryAdvisory } from "../../reading/advisory.ts";
import { advisoriesIn } from "../../reading/classes.ts";
import { packageUrl } from "../../reading/purl.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, type RunDraft, runsOf } from "../../reading/run.ts";
import { COMMON_SEVERITIES, severityIn } from "../../reading/severity.ts";
import { entries, type JsonObject, object, text, texts } from "../../reading/value.ts";
import { records } from "../../reading/values.ts";

/** Reads `yarn audit --json` of Yarn 1 (a line for each path), and `yarn npm audit --json` of Yarn 2 to 4. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("yarn-audit", "Yarn audit");
  run.detectors = new Set(["*"]);
  for await (const record of records(stream)) yield* take(object(record), run);
  if (!run.resultsPresent)
    throw new ReportError("wrong-format", "this is no report of Yarn: it has neither advisories nor a summary");
}

function* take(line: JsonObject, run: RunDraft): Generator<Draft> {
  const data = object(line.data);
  const type = text(line.type);
  if (type === "auditAdvisory") {
    const path = text(object(data.resolution).path);
    run.resultsPresent = true;
    const draft = registryAdvisory(object(data.advisory));
    // One line for each way to the package.
    yield { ...draft, ...(path === undefined ? {} : { toolId: `${draft.detector}:${path}`.slice(0, 400) }) };
  } else if (type === "auditSummary") run.resultsPresent = true;
  else if (type === "error" || type === "warning")
    run.notice({ kind: "info", reason: text(line.data) ?? `Yarn says ${type}` });
  else if (line.advisories !== undefined) {
    run.resultsPresent = true;
    for (const [, advisory] of entries(line.advisories)) yield registryAdvisory(object(advisory));
  } else if (line.children !== undefined && text(line.value) !== undefined) {
    run.resultsPresent = true;
    yield fromTree(text(line.value), object(line.children));
  }
}

/** Yarn 4 prints a tree: a package and what is known of it. */
function fromTree(name: string | undefined, facts: JsonObject): Draft {
  const url = text(facts.URL);
  const ids = advisoriesIn([url, text(facts.ID)]);
  const versions = texts(facts["Tree Versions"]);
  const id = text(facts.ID);
  return {
    detector: ids[0] ?? (id === undefined ? "npm-advisory" : /^\d+$/.test(id) ? `npm-${id}` : id),
    title: `${name ?? "package"}: ${text(facts.Issue)?.split("\n")[0] ?? "known vulnerability"}`,
    description: [
      text(facts.Issue),
      `Installed: ${versions.join(", ") || "unknown"}; affected: ${text(facts["Vulnerable Versions"]) ?? "unknown"}.`,
      texts(facts.Dependents).length === 0
        ? undefined
        : `Needed by: ${texts(facts.Dependents).slice(0, 20).join(", ")}`,
      url,
    ],
    // Deprecations stand in the same list, as `moderate`: they are no weakness.
    severity: /\(deprecation\)$/i.test(id ?? "") ? "info" : severityIn(COMMON_SEVERITIES, text(facts.Severity)),
    advisories: ids,
    package: packageUrl("npm", name, versions.length === 1 ? versions[0] : undefined),
  };
}

export const readRuns = runsOf(read);
