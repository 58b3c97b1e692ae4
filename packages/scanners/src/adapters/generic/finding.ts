import { advisoriesIn } from "../../reading/classes.ts";
import { cvss3Score } from "../../reading/cvss.ts";
import type { JsonValue } from "../../reading/json.ts";
import { packageUrl, plainPackageUrl } from "../../reading/purl.ts";
import type { Draft } from "../../reading/run.ts";
import { COMMON_SEVERITIES, confidenceIn, severityIn, severityOfScore } from "../../reading/severity.ts";
import { list, number, object, text, texts } from "../../reading/value.ts";

/** Fields that are read, by their names in small letters without signs between. */
export const KNOWN_FIELDS: ReadonlySet<string> = new Set(
  `title severity description detector rule ruleid vulnidfromtool uniqueidfromtool id confidence cwe cweid cwes swc scwe cve cves
   advisories vulnerabilityids package purl componentname componentversion tags file path filepath line startline linenumber
   endline mitigation impact references reference url endpoints stepstoreproduce date active verified falsepositive falsep
   duplicate outofscope riskaccepted suppressed suppressedreason cvssv3 cvssv3score cvssscore epssscore epsspercentile
   staticfinding dynamicfinding service`
    .trim()
    .split(/\s+/),
);

/** One finding of a generic report; `fields` by their plain names. */
export function toDraft(fields: ReadonlyMap<string, JsonValue>): Draft {
  const said = (...names: readonly string[]) =>
    names.map((name) => text(fields.get(name))).find((each) => each !== undefined);
  const all = (...names: readonly string[]) => names.flatMap((name) => listOf(fields.get(name)));
  const component = said("componentname");
  const purl = said("package", "purl");
  const score = number(fields.get("cvssv3score")) ?? number(fields.get("cvssscore")) ?? cvss3Score(said("cvssv3"));
  const id = said("uniqueidfromtool", "id");
  return {
    detector: said("detector", "ruleid", "rule", "vulnidfromtool") ?? said("title"),
    title: said("title"),
    description: [
      said("description"),
      labelled("Impact", said("impact")),
      labelled("Mitigation", said("mitigation")),
      labelled("Steps", said("stepstoreproduce")),
      labelled("References", said("references", "reference")),
      [...all("url"), ...endpoints(fields.get("endpoints"))].slice(0, 20).join("\n"),
    ],
    severity: severityIn(COMMON_SEVERITIES, said("severity"), severityOfScore(score) ?? "medium"),
    confidence: confidenceIn(said("confidence")),
    classes: { cwe: all("cwe", "cweid", "cwes"), swc: all("swc"), scwe: all("scwe") },
    advisories: advisoriesIn([
      ...all("cve", "cves", "advisories"),
      ...vulnerabilityIds(fields.get("vulnerabilityids")),
    ]),
    package: plainPackageUrl(purl) ?? packageUrl(undefined, component ?? purl, said("componentversion")),
    tags: all("tags").slice(0, 20),
    file: said("path", "filepath", "file"),
    line: fields.get("startline") ?? fields.get("line") ?? fields.get("linenumber"),
    endLine: fields.get("endline"),
    toolId: id,
    ...suppression(fields, said("suppressedreason")),
  };
}

/** A list, or one text with commas. */
function listOf(value: JsonValue | undefined): string[] {
  if (Array.isArray(value)) return texts(value);
  return (text(value)?.split(/[,\n]/) ?? []).map((each) => each.trim()).filter((each) => each !== "");
}

function vulnerabilityIds(value: JsonValue | undefined): (string | undefined)[] {
  return list(value).map((each) => text(each) ?? text(object(each).vulnerability_id));
}

function endpoints(value: JsonValue | undefined): string[] {
  return list(value).flatMap((each) => {
    const { protocol, host, port, path } = object(each);
    const where =
      text(host) === undefined
        ? text(each)
        : `${text(protocol) ?? "https"}://${text(host)}${text(port) === undefined ? "" : `:${text(port)}`}/${(text(path) ?? "").replace(/^\//, "")}`;
    return where ?? [];
  });
}

// What another system has decided about it, in the order in which it counts.
const DECIDED: readonly (readonly [field: string, when: boolean, reason: string])[] = [
  ["falsepositive", true, "a false positive where it comes from"],
  ["falsep", true, "a false positive where it comes from"],
  ["duplicate", true, "a duplicate where it comes from"],
  ["outofscope", true, "out of scope where it comes from"],
  ["riskaccepted", true, "the risk was accepted where it comes from"],
  ["suppressed", true, "suppressed where it comes from"],
  ["active", false, "not active where it comes from"],
];

function suppression(fields: ReadonlyMap<string, JsonValue>, reason: string | undefined): Pick<Draft, "suppressed"> {
  const found = DECIDED.find(([field, when]) => truth(fields.get(field)) === when);
  return found === undefined ? {} : { suppressed: { by: "tool", reason: reason ?? found[2] } };
}

function truth(value: JsonValue | undefined): boolean | undefined {
  if (typeof value === "boolean") return value;
  const word = text(value)?.toLowerCase();
  return word === "true" ? true : word === "false" ? false : undefined;
}

function labelled(label: string, said: string | undefined): string | undefined {
  return said === undefined ? undefined : `${label}: ${said}`;
}
