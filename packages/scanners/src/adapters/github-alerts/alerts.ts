import type { ParseContext } from "../../contract.ts";
import { advisoriesIn } from "../../reading/classes.ts";
import { LEAK_ADVICE, maskLeak } from "../../reading/leak.ts";
import { packageUrl } from "../../reading/purl.ts";
import type { Draft } from "../../reading/run.ts";
import { COMMON_SEVERITIES, severityIn, severityOfScore } from "../../reading/severity.ts";
import { type JsonObject, number, object, objects, text, texts } from "../../reading/value.ts";

/** What GitHub says of an alert: `fixed` ones are no results any more, `dismissed` ones are suppressed there. */
export function stateOf(alert: JsonObject): "open" | "fixed" | "dismissed" {
  const state = text(alert.state)?.toLowerCase();
  if (state === "fixed") return "fixed";
  // A secret that was revoked opens nothing any more.
  if (state === "resolved") return text(alert.resolution) === "revoked" ? "fixed" : "dismissed";
  return state === "dismissed" || state === "auto_dismissed" ? "dismissed" : "open";
}

function suppression(alert: JsonObject): Pick<Draft, "suppressed"> {
  if (stateOf(alert) !== "dismissed") return {};
  const words = [
    text(alert.dismissed_reason) ??
      text(alert.dismissReason) ??
      text(alert.resolution) ??
      text(alert.state)?.toLowerCase(),
    text(alert.dismissed_comment) ?? text(alert.dismissComment) ?? text(alert.resolution_comment),
  ];
  return {
    suppressed: { by: "tool", reason: `dismissed at GitHub: ${words.filter((word) => word !== undefined).join(": ")}` },
  };
}

/** A code scanning alert of the REST API. */
export function codeAlert(alert: JsonObject): Draft {
  const rule = object(alert.rule);
  const instance = object(alert.most_recent_instance);
  const place = object(instance.location);
  const id = text(rule.id) ?? text(rule.name);
  return {
    detector: id,
    title: text(rule.description) ?? id,
    description: [text(object(instance.message).text), text(rule.full_description), text(alert.html_url)],
    // The score's word where the rule has a score; the level says how sure its author is.
    severity: severityIn(COMMON_SEVERITIES, text(rule.security_severity_level) ?? text(rule.severity)),
    classes: { cwe: texts(rule.tags).flatMap((tag) => /^external\/cwe\/(cwe-\d+)$/i.exec(tag)?.[1] ?? []) },
    advisories: advisoriesIn([id, ...texts(rule.tags)]),
    file: text(place.path),
    line: place.start_line,
    endLine: place.end_line,
    toolId: alertId(alert),
    ...suppression(alert),
  };
}

/** A Dependabot alert of the REST API. */
export function dependabotAlert(alert: JsonObject): Draft {
  const dependency = object(alert.dependency);
  return {
    ...advisoryDraft(object(alert.security_advisory), object(alert.security_vulnerability)),
    file: text(dependency.manifest_path),
    toolId: alertId(alert),
    tags: text(dependency.scope) === "development" ? ["development"] : [],
    ...suppression(alert),
  };
}

/** A Dependabot alert of the GraphQL API. */
export function graphAlert(alert: JsonObject): Draft {
  const vulnerability = object(alert.securityVulnerability);
  // A question asks for what it likes: the advisory may stand in either place.
  const advisory = vulnerability.advisory === undefined ? alert.securityAdvisory : vulnerability.advisory;
  return {
    ...advisoryDraft(object(advisory), vulnerability),
    file: text(alert.vulnerableManifestPath),
    // The node id is the alert's for ever; its number is the repository's.
    toolId: text(alert.id) ?? alertId(alert),
    ...suppression(alert),
  };
}

function advisoryDraft(advisory: JsonObject, vulnerability: JsonObject): Draft {
  const { name, ecosystem } = object(vulnerability.package);
  const identifiers = objects(advisory.identifiers).map((each) => text(each.value));
  const ids = advisoriesIn([text(advisory.ghsa_id), text(advisory.ghsaId), text(advisory.cve_id), ...identifiers]);
  const range = text(vulnerability.vulnerable_version_range) ?? text(vulnerability.vulnerableVersionRange);
  const patched =
    text(vulnerability.first_patched_version) ??
    text(object(vulnerability.first_patched_version).identifier) ??
    text(object(vulnerability.firstPatchedVersion).identifier);
  const cvss = number(object(advisory.cvss).score);
  const cwes = [...objects(advisory.cwes), ...objects(object(advisory.cwes).nodes)];
  return {
    detector: ids[0] ?? identifiers.find((id) => id !== undefined),
    title: `${text(name) ?? "package"}: ${text(advisory.summary) ?? ids[0] ?? "known vulnerability"}`,
    description: [
      text(advisory.description),
      range === undefined
        ? undefined
        : `Affected: ${text(name) ?? "the package"} ${range}; ${patched === undefined ? "no fixed version is known" : `fixed in ${patched}`}.`,
    ],
    severity: severityIn(
      COMMON_SEVERITIES,
      text(vulnerability.severity) ?? text(advisory.severity),
      severityOfScore(cvss) ?? "medium",
    ),
    classes: { cwe: cwes.map((each) => text(each.cwe_id) ?? text(each.cweId)) },
    advisories: ids,
    package: packageUrl(text(ecosystem), text(name)),
  };
}

/** A secret scanning alert of the REST API; the secret is masked here, before anything else sees it. */
export function secretAlert(alert: JsonObject, at: ParseContext): Draft {
  const masked = maskLeak(text(alert.secret), at);
  const type = text(alert.secret_type_display_name) ?? text(alert.secret_type);
  const place = object(alert.first_location_detected);
  const active = text(alert.validity) === "active";
  return {
    detector: text(alert.secret_type),
    title: type,
    description: [
      `${type ?? "Secret"}: ${masked.words}. ${LEAK_ADVICE}`,
      active ? "GitHub has tried it: it works." : undefined,
      alert.publicly_leaked === true ? "It has leaked in public." : undefined,
      text(alert.html_url),
    ],
    severity: active ? "critical" : "high",
    confidence: active ? "high" : "medium",
    classes: { cwe: ["CWE-798"] },
    tags: ["secret", ...(active ? ["verified"] : [])],
    file: text(place.path),
    line: place.start_line,
    endLine: place.end_line,
    toolId: alertId(alert),
    fingerprints: masked.fingerprints,
    ...suppression(alert),
  };
}

/** The alert's address without host: repository, kind and number. */
function alertId(alert: JsonObject): string | undefined {
  const address = text(alert.url) ?? text(alert.html_url);
  const path = address?.replace(/^https?:\/\/[^/]+\//, "").replace(/^(?:api\/v3\/)?repos\//, "");
  return path ?? text(alert.number);
}
