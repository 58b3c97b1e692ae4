import type { Readable } from "node:stream";
import type { Severity } from "@redoubt/domain/finding";
import { advisoriesIn } from "../../reading/classes.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, type RunDraft, runsOf } from "../../reading/run.ts";
import { children, childText, streamXml, type XmlElement } from "../../reading/xml.ts";

const SEVERITIES: Readonly<Record<string, Severity>> = {
  "4": "critical",
  "3": "high",
  "2": "medium",
  "1": "low",
  "0": "info",
};

/** Reads `.nessus` files. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  let run: RunDraft | undefined;
  let host = "";
  for await (const { type, path, element } of streamXml(stream, (names) => names.at(-1) === "ReportItem")) {
    if (path[0] !== "NessusClientData_v2") throw new ReportError("wrong-format", "this is no report of Nessus");
    if (type === "open") {
      if (element.name === "Report") run = begin(open, element.attributes.get("name"));
      if (element.name === "ReportHost") host = element.attributes.get("name") ?? "";
      continue;
    }
    run ??= begin(open, undefined);
    yield { ...toDraft(element, host), run };
  }
  if (run === undefined) throw new ReportError("wrong-format", "this file of Nessus holds a policy and no report");
}

function begin(open: OpenRun, name: string | undefined): RunDraft {
  const run = open("nessus", "Nessus", name ?? "");
  run.resultsPresent = true;
  return run;
}

function toDraft(item: XmlElement, host: string): Draft {
  const { attributes } = item;
  const plugin = attributes.get("pluginID");
  const service = attributes.get("svc_name");
  const port = attributes.get("port") ?? "0";
  const protocol = attributes.get("protocol") ?? "tcp";
  // Port 0 is the host itself.
  const place = port === "0" ? host : `${host}:${port}/${protocol}`;
  const output = childText(item, "plugin_output");
  return {
    detector: plugin,
    title: attributes.get("pluginName") ?? childText(item, "synopsis"),
    description: [
      service === undefined || port === "0" ? place : `${place}, ${service}`,
      childText(item, "synopsis"),
      childText(item, "description"),
      labelled("Solution", childText(item, "solution")),
      childText(item, "see_also"),
      labelled("Output", output === undefined || output.length <= 1000 ? output : `${output.slice(0, 1000)}…`),
    ],
    severity: SEVERITIES[attributes.get("severity") ?? ""] ?? "medium",
    confidence: "medium",
    classes: { cwe: children(item, "cwe").map(({ text }) => text) },
    advisories: advisoriesIn(children(item, "cve").map(({ text }) => text)),
    tags: [attributes.get("pluginFamily")].filter((family) => family !== undefined),
    toolId: `${plugin ?? ""} ${place}`.slice(0, 400),
  };
}

function labelled(label: string, said: string | undefined): string | undefined {
  return said === undefined ? undefined : `${label}: ${said}`;
}

export const readRuns = runsOf(read);
