import type { Readable } from "node:stream";
import { peek } from "../../reading/peek.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, type RunDraft, runsOf } from "../../reading/run.ts";
import { type JsonObject, number, object, objects, text, texts } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";
import { child, children, childText, streamXml, type XmlElement } from "../../reading/xml.ts";
import { type Dependency, toDraft, type Vulnerability } from "./vulnerability.ts";

const NO_REPORT = "this is no report of Dependency-Check: it has no dependencies";

/** Reads Dependency-Check's reports in XML and JSON. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("dependency-check", "Dependency-Check");
  run.detectors = new Set(["*"]);
  const { first, whole } = await peek(stream);
  yield* first === "<" ? readXml(whole, run) : readJson(whole, run);
  if (!run.resultsPresent) throw new ReportError("wrong-format", NO_REPORT);
}

async function* readXml(stream: Readable, run: RunDraft): AsyncGenerator<Draft> {
  const select = (path: readonly string[]) =>
    path.length === 2 ? path[1] === "scanInfo" : path.length === 3 && path[2] === "dependency";
  for await (const { type, path, element } of streamXml(stream, select)) {
    if (path[0] !== "analysis") throw new ReportError("wrong-format", NO_REPORT);
    if (type === "open") {
      if (path.length === 2 && element.name === "dependencies") run.resultsPresent = true;
    } else if (element.name === "scanInfo") {
      run.version = childText(element, "engineVersion") ?? null;
      for (const failure of children(child(element, "analysisExceptions"), "exception")) {
        run.notice({ kind: "not-scanned", reason: childText(failure, "message") ?? "an analysis failed" });
      }
    } else yield* elementDrafts(element);
  }
}

function* elementDrafts(element: XmlElement): Generator<Draft> {
  const identifiers = child(element, "identifiers");
  const packages = [...children(identifiers, "package"), ...children(identifiers, "identifier")];
  const dependency: Dependency = {
    name: childText(element, "fileName"),
    path: childText(element, "filePath"),
    packages: packages
      .filter(({ attributes }) => attributes.get("type") !== "cpe")
      .map((each) => ({
        id: childText(each, "id") ?? childText(each, "name"),
        confidence: each.attributes.get("confidence"),
      })),
  };
  for (const found of child(element, "vulnerabilities")?.children ?? []) {
    if (found.name === "vulnerability" || found.name === "suppressedVulnerability") {
      yield toDraft(fromElement(found), dependency);
    }
  }
}

function fromElement(found: XmlElement): Vulnerability {
  const score = (version: string, name: string) => number(childText(child(found, version), name));
  return {
    name: childText(found, "name"),
    severity: childText(found, "severity"),
    scores: [score("cvssV3", "baseScore"), score("cvssV2", "score"), number(childText(found, "cvssScore"))],
    cwes: [...children(child(found, "cwes"), "cwe").map((each) => each.text), childText(found, "cwe")],
    description: childText(found, "description"),
    notes: childText(found, "notes"),
    references: children(child(found, "references"), "reference").map((each) => childText(each, "url")),
    suppressed: found.name === "suppressedVulnerability",
  };
}

async function* readJson(stream: Readable, run: RunDraft): AsyncGenerator<Draft> {
  const parts = ["dependencies[", "dependencies.*", "scanInfo.engineVersion", "scanInfo.analysisExceptions.*"];
  for await (const { at, value } of values(stream, parts)) {
    if (at === "dependencies[") run.resultsPresent = true;
    else if (at === "dependencies.*") yield* objectDrafts(object(value));
    else if (at === "scanInfo.engineVersion") run.version = text(value) ?? null;
    else {
      const { message, exception } = object(value);
      const reason = text(message) ?? text(object(exception).message);
      run.notice({ kind: "not-scanned", reason: reason ?? "an analysis failed" });
    }
  }
}

function* objectDrafts(element: JsonObject): Generator<Draft> {
  const dependency: Dependency = {
    name: text(element.fileName),
    path: text(element.filePath),
    packages: objects(element.packages).map((each) => ({ id: text(each.id), confidence: text(each.confidence) })),
  };
  for (const found of objects(element.vulnerabilities)) yield toDraft(fromObject(found, false), dependency);
  for (const found of objects(element.suppressedVulnerabilities)) yield toDraft(fromObject(found, true), dependency);
}

function fromObject(found: JsonObject, suppressed: boolean): Vulnerability {
  return {
    name: text(found.name),
    severity: text(found.severity),
    scores: [
      number(object(found.cvssv4).baseScore),
      number(object(found.cvssv3).baseScore),
      number(object(found.cvssv2).score),
    ],
    cwes: texts(found.cwes),
    description: text(found.description),
    notes: text(found.notes),
    references: objects(found.references).map((each) => text(each.url)),
    suppressed,
  };
}

export const readRuns = runsOf(read);
