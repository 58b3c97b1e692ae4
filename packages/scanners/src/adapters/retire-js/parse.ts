import type { Readable } from "node:stream";
import { advisoriesIn } from "../../reading/classes.ts";
import { startsWithList } from "../../reading/peek.ts";
import { packageUrl } from "../../reading/purl.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, runsOf } from "../../reading/run.ts";
import { COMMON_SEVERITIES, severityIn } from "../../reading/severity.ts";
import { type JsonObject, object, objects, text, texts } from "../../reading/value.ts";
import { records, values } from "../../reading/values.ts";

/** Reads `retire --outputformat json` (version 2 and later) and `jsonsimple`: a list of files. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("retire-js", "retire.js");
  run.detectors = new Set(["*"]);
  const { list, whole } = await startsWithList(stream);
  if (list) {
    for await (const record of records(whole)) yield* fileDrafts(object(record));
    run.resultsPresent = true;
    return;
  }
  for await (const { at, value } of values(whole, ["data[", "data.*", "errors.*", "version"])) {
    if (at === "data[") run.resultsPresent = true;
    else if (at === "version") run.version = text(value) ?? null;
    else if (at === "data.*") yield* fileDrafts(object(value));
    else {
      const said = text(value) ?? text(object(value).message);
      run.notice({ kind: "not-scanned", reason: said ?? "retire.js could not read a file" });
    }
  }
  if (!run.resultsPresent) throw new ReportError("wrong-format", "this is no report of retire.js: it has no data");
}

function* fileDrafts(file: JsonObject): Generator<Draft> {
  for (const component of objects(file.results)) {
    for (const found of objects(component.vulnerabilities)) yield toDraft(found, component, text(file.file));
  }
}

function toDraft(found: JsonObject, component: JsonObject, file: string | undefined): Draft {
  const ids = object(found.identifiers);
  const name = text(component.component) ?? "library";
  const version = text(component.version);
  const summary = text(ids.summary);
  const below = text(found.below);
  const advisories = advisoriesIn([...texts(ids.CVE), text(ids.githubID)]);
  return {
    detector: advisories[0] ?? ownId(ids, name, below),
    title: `${name}: ${summary ?? advisories[0] ?? "known vulnerability"}`,
    description: [
      summary,
      `${name} ${version ?? ""} is in the file${below === undefined ? "" : `; fixed in ${below}`}.`,
      texts(found.info).slice(0, 20).join("\n"),
    ],
    severity: severityIn(COMMON_SEVERITIES, text(found.severity)),
    // A file is told by its content or only by its name.
    confidence: text(component.detection) === "filename" ? "medium" : "high",
    classes: { cwe: texts(found.cwe) },
    advisories,
    package: packageUrl("npm", text(component.npmname) ?? name, version),
    file,
  };
}

/** What names an issue that has no public id: its number in the list, else in the project's tracker. */
function ownId(ids: JsonObject, name: string, below: string | undefined): string {
  const number = text(ids.retid) ?? text(ids.issue) ?? text(ids.bug) ?? text(ids.PR);
  return number === undefined ? `${name} below ${below ?? "unknown"}` : `${name} ${number}`;
}

export const readRuns = runsOf(read);
