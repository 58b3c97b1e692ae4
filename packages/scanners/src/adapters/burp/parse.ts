import type { Readable } from "node:stream";
import { cweIn } from "../../reading/classes.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, type RunDraft, runsOf } from "../../reading/run.ts";
import { confidenceIn, severityIn, type SeverityTable } from "../../reading/severity.ts";
import { addressOf, plainText } from "../../reading/web.ts";
import { child, children, childText, streamXml, type XmlElement } from "../../reading/xml.ts";

// Burp's scale ends at high: it does not know what is at stake.
const SEVERITIES: SeverityTable = { high: "high", medium: "medium", low: "low", information: "info" };
/** All extensions share this type; the name tells their issues apart. */
const EXTENSION = "134217728";

/** Reads Burp's report of issues in XML. Each host is a run of its own. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  let version: string | null = null;
  let some = false;
  const begin = (host: string): RunDraft => {
    const run = open("burp", "Burp Suite", host);
    run.resultsPresent = true;
    run.version = version;
    some = true;
    return run;
  };
  for await (const { type, path, element } of streamXml(stream, (names) => names.length === 2)) {
    if (path[0] !== "issues") throw new ReportError("wrong-format", "this is no report of Burp Suite");
    if (type === "open") version = element.attributes.get("burpVersion") ?? null;
    else if (element.name === "issue") yield { ...toDraft(element), run: begin(childText(element, "host") ?? "") };
  }
  if (!some) begin("");
}

function toDraft(issue: XmlElement): Draft {
  const type = childText(issue, "type");
  const name = childText(issue, "name");
  const severity = childText(issue, "severity")?.toLowerCase();
  const host = childText(issue, "host") ?? "";
  const place = childText(issue, "location") ?? childText(issue, "path") ?? "";
  const detector = type === undefined || type === EXTENSION ? name : type;
  const details = children(child(issue, "issueDetailItems"), "issueDetailItem").map(({ text }) => text.trim());
  return {
    detector,
    title: name,
    description: [
      `${host}${place}`,
      plainText(childText(issue, "issueDetail")),
      details.slice(0, 50).join("\n"),
      plainText(childText(issue, "issueBackground")),
      labelled("Remediation", plainText(childText(issue, "remediationDetail"))),
      labelled("Remediation", plainText(childText(issue, "remediationBackground"))),
    ],
    severity: severityIn(SEVERITIES, severity),
    confidence: confidenceIn(childText(issue, "confidence")),
    classes: { cwe: cweIn([childText(issue, "vulnerabilityClassifications"), childText(issue, "references")]) },
    // The serial number is new with every scan.
    toolId: `${detector ?? ""} ${host}${addressOf(place)}`.slice(0, 400),
    ...(severity === "false positive"
      ? { suppressed: { by: "tool", reason: "marked as a false positive in Burp Suite" } }
      : {}),
  };
}

function labelled(label: string, said: string | undefined): string | undefined {
  return said === undefined ? undefined : `${label}: ${said}`;
}

export const readRuns = runsOf(read);
