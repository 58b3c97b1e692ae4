import type { Readable } from "node:stream";
import type { Severity } from "@redoubt/domain/finding";
import { advisoriesIn } from "../../reading/classes.ts";
import { cvss3Score } from "../../reading/cvss.ts";
import { subjectOf } from "../../reading/image.ts";
import { packageUrl, plainPackageUrl } from "../../reading/purl.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, runsOf } from "../../reading/run.ts";
import { COMMON_SEVERITIES, severityIn, severityOfScore } from "../../reading/severity.ts";
import { type JsonObject, number, object, objects, text, texts } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";

const PARTS = ["matches[", "matches.*", "ignoredMatches.*", "descriptor.version", "source.type", "source.target"];

/** Reads `grype -o json`. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("grype", "Grype");
  run.detectors = new Set(["*"]);
  let type: string | undefined;
  for await (const { at, value } of values(stream, PARTS)) {
    if (at === "matches[") run.resultsPresent = true;
    else if (at === "descriptor.version") run.version = text(value) ?? null;
    else if (at === "source.type") type = text(value);
    else if (at === "source.target") run.category = subjectOf(text(value) ?? text(object(value).userInput));
    else yield toDraft(object(value), at === "ignoredMatches.*");
  }
  // Files of an image are not files of the repository.
  if (type === "image") run.amend = ({ file: _file, ...draft }) => draft;
  if (!run.resultsPresent)
    throw new ReportError("wrong-format", "this is no report of Grype: it has no list of matches");
}

function toDraft(match: JsonObject, ignored: boolean): Draft {
  const found = object(match.vulnerability);
  const related = objects(match.relatedVulnerabilities);
  const artifact = object(match.artifact);
  const id = text(found.id);
  const name = text(artifact.name);
  const version = text(artifact.version);
  const fixed = texts(object(found.fix).versions);
  const description =
    text(found.description) ?? related.map((each) => text(each.description)).find((each) => each !== undefined);
  const rules = objects(match.appliedIgnoreRules).map((rule) =>
    [text(rule.vulnerability), text(rule["vex-status"]), text(rule["fix-state"]), text(rule.reason)]
      .filter(Boolean)
      .join(" "),
  );
  return {
    detector: id,
    title: `${id ?? "Vulnerability"} in ${name ?? "a package"}`,
    description: [
      description,
      `${name ?? "The package"} ${version ?? ""} is installed; ${fixed.length === 0 ? `no fixed version is known (${text(object(found.fix).state) || "unknown"})` : `fixed in ${fixed.join(", ")}`}.`,
      text(found.dataSource),
    ],
    severity: severityOf(found, related),
    classes: { cwe: [found, ...related].flatMap((each) => objects(each.cwes).map((cwe) => text(cwe.cwe))) },
    advisories: advisoriesIn([id, ...aliases(id, related)]),
    package: plainPackageUrl(text(artifact.purl)) ?? packageUrl(text(artifact.type), name, version),
    tags: objects(found.knownExploited).length > 0 ? ["known-exploited"] : [],
    file: text(objects(artifact.locations)[0]?.path),
    ...(ignored
      ? { suppressed: { by: "tool", reason: rules.filter((rule) => rule !== "").join("; ") || "ignored by a rule" } }
      : {}),
  };
}

/** GitHub's entry and its CVE are one vulnerability; an advisory of a distribution stands for several. */
function aliases(id: string | undefined, related: readonly JsonObject[]): (string | undefined)[] {
  return id?.startsWith("GHSA-") === true || related.length === 1 ? related.map((each) => text(each.id)) : [];
}

/** The distribution's or database's own word; where it has none, the score that it or a related entry names. */
function severityOf(found: JsonObject, related: readonly JsonObject[]): Severity {
  const word = text(found.severity);
  if (word !== undefined && word.toLowerCase() !== "unknown") return severityIn(COMMON_SEVERITIES, word);
  const scores = [found, ...related].flatMap((each) =>
    objects(each.cvss).flatMap((cvss) => number(object(cvss.metrics).baseScore) ?? cvss3Score(text(cvss.vector)) ?? []),
  );
  return severityOfScore(scores[0]) ?? severityIn(COMMON_SEVERITIES, word);
}

export const readRuns = runsOf(read);
