import type { Severity } from "@redoubt/domain/finding";
import type { Draft } from "../../reading/run.ts";
import { severityIn, type SeverityTable } from "../../reading/severity.ts";
import { type JsonObject, object, objects, text, texts } from "../../reading/value.ts";

const SEVERITIES: SeverityTable = {
  blocker: "critical",
  critical: "high",
  major: "medium",
  minor: "low",
  info: "info",
  // Of impacts, since version 10.
  high: "high",
  medium: "medium",
  low: "low",
};
const GONE = new Set(["FIXED", "REMOVED"]);
const ASIDE: Readonly<Record<string, string>> = {
  "FALSE-POSITIVE": "false positive in SonarQube",
  FALSE_POSITIVE: "false positive in SonarQube",
  WONTFIX: "won't fix in SonarQube",
  ACCEPTED: "accepted in SonarQube",
  SAFE: "reviewed as safe in SonarQube",
  ACKNOWLEDGED: "acknowledged in SonarQube",
};

/** Fixed: it is listed and no longer there. */
export function isGone(issue: JsonObject): boolean {
  const states = [issue.status, issue.issueStatus, issue.resolution].map((each) => text(each) ?? "");
  return states[0] === "CLOSED" || states.some((state) => GONE.has(state));
}

/** An issue; a hotspot waits for a person who looks at it. */
export function toDraft(issue: JsonObject, isHotspot: boolean): Draft {
  const range = object(issue.textRange);
  const rule = text(issue.rule) ?? text(issue.ruleKey);
  const type = text(issue.type);
  const hotspot = isHotspot || type === "SECURITY_HOTSPOT" || /^(?:TO_REVIEW|REVIEWED)$/.test(text(issue.status) ?? "");
  const [flow] = objects(issue.flows);
  return {
    detector: rule,
    title: text(issue.message) ?? text(issue.description),
    description: [
      text(issue.message),
      text(issue.description),
      hotspot ? "A hotspot: whether it is a weakness a person has to say." : undefined,
    ],
    severity: severityOf(issue, type),
    confidence: hotspot ? "low" : "medium",
    classes: { cwe: texts(issue.tags).filter((tag) => /^cwe-\d+$/i.test(tag)) },
    tags: [...(type === undefined ? [] : [type.toLowerCase().replaceAll("_", "-")]), ...texts(issue.tags)],
    file: text(issue.component),
    line: issue.line ?? range.startLine,
    endLine: range.endLine ?? issue.line,
    flow: objects(flow?.locations).map((step) => ({
      ...{ file: text(step.component), line: object(step.textRange).startLine, message: text(step.msg) },
    })),
    toolId: text(issue.key),
    ...aside(issue),
  };
}

/** Its words are about upkeep as well: a bug is medium at most, bad style is no weakness. */
function severityOf(issue: JsonObject, type: string | undefined): Severity {
  if (type === "CODE_SMELL") return "info";
  const impact = objects(issue.impacts).find(({ softwareQuality }) => text(softwareQuality) === "SECURITY");
  const word = text(issue.severity) ?? text(issue.vulnerabilityProbability) ?? text(impact?.severity);
  const severity = severityIn(SEVERITIES, word);
  return type === "BUG" && (severity === "critical" || severity === "high") ? "medium" : severity;
}

function aside(issue: JsonObject): Pick<Draft, "suppressed"> {
  const word = text(issue.resolution) ?? text(issue.issueStatus) ?? "";
  const reason = Object.hasOwn(ASIDE, word) ? ASIDE[word] : undefined;
  return reason === undefined ? {} : { suppressed: { by: "tool", reason } };
}
