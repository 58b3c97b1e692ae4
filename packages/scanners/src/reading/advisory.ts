import { advisoriesIn } from "./classes.ts";
import { cvss3Score } from "./cvss.ts";
import { packageUrl } from "./purl.ts";
import type { Draft } from "./run.ts";
import type { ReportShape } from "./shape.ts";
import { COMMON_SEVERITIES, severityIn, severityOfScore } from "./severity.ts";
import { type JsonObject, number, object, objects, text, texts } from "./value.ts";

/** One advisory as npm's registry tells it: in audits of npm 6, pnpm and Yarn. */
export function registryAdvisory(advisory: JsonObject): Draft {
  const name = text(advisory.module_name);
  const versions = [...new Set(objects(advisory.findings).flatMap((found) => text(found.version) ?? []))];
  const paths = objects(advisory.findings).flatMap((found) => texts(found.paths));
  const ids = advisoriesIn([
    text(advisory.github_advisory_id),
    ...texts(advisory.cves),
    text(advisory.url),
    text(advisory.references),
  ]);
  const url = text(advisory.url);
  return {
    detector: ids.find((id) => id.startsWith("GHSA-")) ?? ids[0] ?? `npm-${text(advisory.id) ?? "advisory"}`,
    title: `${name ?? "package"}: ${text(advisory.title) ?? "known vulnerability"}`,
    description: [
      text(advisory.overview),
      `${name ?? "The package"} ${versions.join(", ")} is installed; affected: ${text(advisory.vulnerable_versions) ?? "unknown"}; fixed in: ${text(advisory.patched_versions) ?? "unknown"}.`,
      text(advisory.recommendation),
      paths.length === 0
        ? undefined
        : `Needed by: ${paths.slice(0, 20).join(", ")}${paths.length > 20 ? ` and ${paths.length - 20} more` : ""}`,
      url,
    ],
    severity: severityIn(
      COMMON_SEVERITIES,
      text(advisory.severity),
      severityOfScore(number(object(advisory.cvss).score)) ?? "medium",
    ),
    classes: { cwe: cweTexts(advisory.cwe) },
    // Of the references only the advisory's own ids name it.
    advisories: advisoriesIn([text(advisory.github_advisory_id), ...texts(advisory.cves), url]),
    package: packageUrl("npm", name, versions.length === 1 ? versions[0] : undefined),
  };
}

/** A list, one text with commas, or a list written as text: all three are met. */
function cweTexts(cwe: JsonObject[string]): string[] {
  return texts(cwe).flatMap((each) => each.match(/CWE-\d+/gi) ?? []);
}

/**
 * Which package manager wrote advisories in the registry's frame: npm 6 numbers its runs, pnpm puts the importer (`.`, or
 * a folder with `__` for slashes) in front of each path, Yarn 2 and 3 write neither actions nor what is muted.
 */
export function auditor(shape: ReportShape): "npm" | "pnpm" | "yarn" | undefined {
  if (shape.kind("advisories") !== "object" || !shape.has("metadata")) return undefined;
  if (shape.has("runId")) return "npm";
  const path = shape.text("advisories", "*", "findings", "[]", "paths", "[]");
  if (path === undefined || /^(?:\.|[^>]*__[^>]*)(?:>|$)/.test(path)) return "pnpm";
  return shape.has("actions") || shape.has("muted") ? "npm" : "yarn";
}

/** Severity of an advisory in the OSV schema: its CVSS 3 vector, else the word that its database gives. */
export function osvSeverity(record: JsonObject) {
  const vectors = objects(record.severity).map((each) => text(each.score));
  const scores = vectors.flatMap((vector) => cvss3Score(vector) ?? []);
  const word = text(object(record.database_specific).severity);
  // Malicious packages carry no score: whoever has one installed is compromised.
  if (/^MAL-/.test(text(record.id) ?? "")) return "critical" as const;
  return severityOfScore(scores.length === 0 ? undefined : Math.max(...scores)) ?? severityIn(COMMON_SEVERITIES, word);
}
