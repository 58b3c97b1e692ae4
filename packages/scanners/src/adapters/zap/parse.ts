import type { Readable } from "node:stream";
import { peek } from "../../reading/peek.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, type RunDraft, runsOf } from "../../reading/run.ts";
import { type JsonObject, object, objects, text } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";
import { child, children, childText, streamXml, type XmlElement } from "../../reading/xml.ts";
import { type Alert, type Instance, toDrafts } from "./alert.ts";

/** Reads ZAP's reports in XML and JSON, and the list of alerts that its API answers. Each site is a run of its own. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const { first, whole } = await peek(stream);
  yield* first === "<" ? readXml(whole, open) : readJson(whole, open);
}

async function* readXml(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  let run: RunDraft | undefined;
  let version: string | undefined;
  for await (const { type, path, element } of streamXml(stream, (names) => names.at(-1) === "alertitem")) {
    if (type === "open") {
      if (path.length === 1) {
        if (element.name !== "OWASPZAPReport") throw new ReportError("wrong-format", "this is no report of ZAP");
        version = element.attributes.get("version");
      }
      if (element.name === "site") run = siteRun(open, element.attributes.get("name"), version);
      continue;
    }
    run ??= siteRun(open, undefined, version);
    for (const draft of toDrafts(fromElement(element))) yield { ...draft, run };
  }
  run ??= siteRun(open, undefined, version);
}

function siteRun(open: OpenRun, site: string | undefined, version: string | undefined): RunDraft {
  const run = open("zap", "ZAP", site ?? "");
  run.resultsPresent = true;
  run.version = version ?? run.version;
  return run;
}

function fromElement(item: XmlElement): Alert {
  const instances = children(child(item, "instances"), "instance").map(instanceOf);
  return {
    plugin: childText(item, "pluginid"),
    reference: childText(item, "alertRef"),
    name: childText(item, "alert") ?? childText(item, "name"),
    risk: childText(item, "riskcode"),
    confidence: childText(item, "confidence"),
    description: childText(item, "desc"),
    solution: childText(item, "solution"),
    other: childText(item, "otherinfo"),
    references: childText(item, "reference"),
    cwe: childText(item, "cweid"),
    // Old versions had one place, in the alert itself.
    instances: instances.length === 0 && childText(item, "uri") !== undefined ? [instanceOf(item)] : instances,
  };
}

function instanceOf(element: XmlElement): Instance {
  return {
    uri: childText(element, "uri"),
    method: childText(element, "method"),
    param: childText(element, "param"),
    attack: childText(element, "attack"),
    evidence: childText(element, "evidence"),
  };
}

async function* readJson(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  let known = false;
  let version: string | undefined;
  const sites = ["site.*.@name", "site.@name", "site.*.alerts[", "site.alerts[", "site.*.alerts.*", "site.alerts.*"];
  let site: string | undefined;
  let run: RunDraft | undefined;
  for await (const { at, value } of values(stream, ["@version", "site[", ...sites, "alerts[", "alerts.*"])) {
    known = true;
    if (at === "@version") version = text(value);
    else if (at.endsWith("@name")) {
      site = text(value);
      run = undefined;
    } else if (at.endsWith("alerts[") || at === "site[") run = at === "site[" ? run : siteRun(open, site, version);
    else {
      run ??= siteRun(open, site, version);
      for (const draft of toDrafts(fromObject(object(value)))) yield { ...draft, run };
    }
  }
  if (!known) throw new ReportError("wrong-format", "this is no report of ZAP");
  if (run === undefined && site === undefined) siteRun(open, undefined, version);
}

function fromObject(alert: JsonObject): Alert {
  const of = (each: JsonObject): Instance => ({
    uri: text(each.uri) ?? text(each.url),
    method: text(each.method),
    param: text(each.param),
    attack: text(each.attack),
    evidence: text(each.evidence),
  });
  const instances = objects(alert.instances).map(of);
  return {
    plugin: text(alert.pluginid) ?? text(alert.pluginId),
    reference: text(alert.alertRef),
    name: text(alert.alert) ?? text(alert.name),
    risk: text(alert.riskcode) ?? text(alert.risk),
    confidence: text(alert.confidence),
    description: text(alert.desc) ?? text(alert.description),
    solution: text(alert.solution),
    other: text(alert.otherinfo) ?? text(alert.other),
    references: text(alert.reference),
    cwe: text(alert.cweid),
    instances: instances.length === 0 && text(alert.url) !== undefined ? [of(alert)] : instances,
  };
}

export const readRuns = runsOf(read);
