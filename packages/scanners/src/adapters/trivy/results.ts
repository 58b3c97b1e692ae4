import type { ParseContext } from "../../contract.ts";
import { advisoriesIn } from "../../reading/classes.ts";
import { cvss3Score } from "../../reading/cvss.ts";
import type { JsonValue } from "../../reading/json.ts";
import { LEAK_ADVICE } from "../../reading/leak.ts";
import { packageUrl, plainPackageUrl } from "../../reading/purl.ts";
import type { Draft } from "../../reading/run.ts";
import { COMMON_SEVERITIES, severityIn, severityOfScore } from "../../reading/severity.ts";
import { entries, type JsonObject, number, object, text, texts } from "../../reading/value.ts";

/** What a result is about. */
export interface Target {
  readonly Target?: string | undefined;
  readonly Class?: string | undefined;
  readonly Type?: string | undefined;
  /** Namespace, kind and name in a cluster. */
  readonly owner?: string;
}

type ReadElement = (value: JsonValue, target: Target, at: ParseContext) => Draft;

/** The lists of a result, and how an element of each becomes a finding. */
export const RESULT_LISTS: Readonly<Record<string, ReadElement>> = {
  Vulnerabilities: (value, target) => vulnerability(object(value), target),
  Misconfigurations: (value, target) => misconfiguration(object(value), target),
  Secrets: (value, target) => secret(object(value), target),
  Licenses: (value, target) => license(object(value), target),
  ExperimentalModifiedFindings: (value, target) => modified(object(value), target),
};

/** Names that stand for all packages of a language in an image, where no file is meant. */
const LANGUAGES = new Set(["Node.js", "Java", "Python", "Ruby", "PHP", "Rust", "Go", "Conda", ".NET", "Julia"]);

function fileOf(target: Target, own?: string): string | undefined {
  if (own !== undefined) return own;
  if (target.owner !== undefined || target.Class === "os-pkgs") return undefined;
  // Before 0.20 there was no class: an image's name then has a system in parentheses.
  if (target.Class === undefined && /\(.+\)$/.test(target.Target ?? "")) return undefined;
  return target.Target === undefined || LANGUAGES.has(target.Target) ? undefined : target.Target;
}

function vulnerability(found: JsonObject, target: Target): Draft {
  const id = text(found.VulnerabilityID);
  const name = text(found.PkgName);
  const version = text(found.InstalledVersion);
  const fixed = text(found.FixedVersion);
  const title = text(found.Title);
  return {
    detector: id,
    title: `${name ?? "package"}: ${title?.replace(`${name}: `, "") ?? id ?? "vulnerability"}`,
    description: [
      text(found.Description) ?? title,
      `${name ?? "The package"} ${version ?? ""} is installed; ${fixed === undefined ? "no fixed version is known" : `fixed in ${fixed}`}.`,
      owner(target),
      text(found.PrimaryURL),
    ],
    severity: severityIn(COMMON_SEVERITIES, text(found.Severity), scored(object(found.CVSS)) ?? "medium"),
    // An advisory is about the package as it stands; whether the code is reached nobody has looked at.
    confidence: "medium",
    classes: { cwe: texts(found.CweIDs) },
    // Vendors' ids stand for several of these at once: they are no aliases.
    advisories: advisoriesIn([id]),
    package: plainPackageUrl(text(object(found.PkgIdentifier).PURL)) ?? packageUrl(target.Type, name, version),
    file: fileOf(target, text(found.PkgPath)),
    ...(target.owner === undefined
      ? {}
      : {
          toolId: [target.owner, target.Target, id, name]
            .map((part) => part ?? "")
            .join(":")
            .slice(0, 400),
        }),
  };
}

function scored(cvss: JsonObject) {
  const scores = entries(cvss).flatMap(([, each]) => {
    const { V3Score: score, V3Vector: vector } = object(each);
    return number(score) ?? cvss3Score(text(vector)) ?? [];
  });
  return severityOfScore(scores.length === 0 ? undefined : Math.max(...scores));
}

function misconfiguration(found: JsonObject, target: Target): Draft {
  const cause = object(found.CauseMetadata);
  const id = text(found.AVDID) ?? text(found.ID);
  const status = text(found.Status);
  const resource = text(cause.Resource);
  const passed = status === "PASS" || status === "EXCEPTION";
  return {
    detector: text(found.ID) ?? id,
    title: text(found.Title) ?? id,
    description: [
      text(found.Message),
      text(found.Description),
      text(found.Resolution),
      owner(target),
      resource,
      text(found.PrimaryURL),
    ],
    severity: passed ? "info" : severityIn(COMMON_SEVERITIES, text(found.Severity)),
    confidence: "high",
    file: fileOf(target),
    line: cause.StartLine,
    endLine: cause.EndLine,
    // In a cluster nothing but the object tells two of them apart.
    ...(target.owner === undefined
      ? {}
      : { toolId: `${target.owner}:${id}:${resource ?? text(found.Message) ?? ""}`.slice(0, 400) }),
    ...(passed
      ? { suppressed: { by: "tool", reason: status === "PASS" ? "the check passed" : "excepted by policy" } }
      : {}),
  };
}

/** Trivy has masked the secret itself. */
function secret(found: JsonObject, target: Target): Draft {
  const rule = text(found.RuleID);
  return {
    detector: rule,
    title: text(found.Title) ?? rule,
    description: [`${text(found.Title) ?? "Secret"}: value not shown. ${LEAK_ADVICE}`, owner(target)],
    severity: severityIn(COMMON_SEVERITIES, text(found.Severity), "high"),
    classes: { cwe: ["CWE-798"] },
    tags: ["secret"],
    file: fileOf(target),
    line: found.StartLine,
    endLine: found.EndLine,
  };
}

function license(found: JsonObject, target: Target): Draft {
  const name = text(found.Name);
  const pkg = text(found.PkgName);
  return {
    detector: name === undefined ? "license" : `license ${name}`,
    title: `${pkg ?? text(found.FilePath) ?? "Package"} is licensed under ${name ?? "an unknown license"}`,
    description: [
      text(found.Category) === undefined ? undefined : `Category: ${text(found.Category)}`,
      text(found.Link),
    ],
    severity: severityIn(COMMON_SEVERITIES, text(found.Severity), "info"),
    tags: ["license"],
    package: pkg === undefined ? undefined : packageUrl(target.Type, pkg),
    file: text(found.FilePath) ?? fileOf(target),
  };
}

/** What a VEX document or an ignore file has taken out: still there, suppressed. */
function modified(found: JsonObject, target: Target): Draft {
  const lists: Readonly<Record<string, (found: JsonObject, target: Target) => Draft>> = {
    vulnerability,
    misconfiguration,
    secret,
    license,
  };
  const type = text(found.Type) ?? "";
  const read = Object.hasOwn(lists, type) ? lists[type] : undefined;
  const draft = (read ?? vulnerability)(object(found.Finding), target);
  const reason = [text(found.Status), text(found.Statement), text(found.Source)].filter((part) => part !== undefined);
  return { ...draft, suppressed: { by: "tool", reason: reason.join(": ") } };
}

function owner(target: Target): string | undefined {
  return target.owner === undefined
    ? undefined
    : `In ${target.owner || "the cluster"}${target.Target === undefined ? "" : ` (${target.Target})`}`;
}
