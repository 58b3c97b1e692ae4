import type { Readable } from "node:stream";
import { osvSeverity } from "../../reading/advisory.ts";
import { advisoriesIn } from "../../reading/classes.ts";
import { packageUrl } from "../../reading/purl.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, runsOf } from "../../reading/run.ts";
import { type JsonObject, object, objects, text, texts } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";

const PACKAGE = "results.*.packages.*";
const PARTS = ["results[", "results.*.source", `${PACKAGE}.package`, `${PACKAGE}.vulnerabilities.*`];

/** Reads `osv-scanner --format json`: sources, their packages, their advisories in the OSV schema. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("osv-scanner", "OSV-Scanner");
  run.detectors = new Set(["*"]);
  const sources = new Map<number, string>();
  const packages = new Map<string, JsonObject>();
  const wanted = new Map<Draft, string>();
  for await (const { at, path, value } of values(stream, PARTS)) {
    const result = Number(path[1]);
    if (at === "results[") run.resultsPresent = true;
    else if (at === "results.*.source") sources.set(result, text(object(value).path) ?? "");
    else {
      // What package and file it is may stand behind: joined when all is read.
      const key = path.slice(1, 4).join("/");
      if (at === `${PACKAGE}.package`) packages.set(key, object(value));
      else {
        const draft = toDraft(object(value));
        wanted.set(draft, key);
        yield draft;
      }
    }
  }
  run.amend = (draft) => {
    const key = wanted.get(draft) ?? "";
    const info = packages.get(key) ?? {};
    const [name, version] = [text(info.name), text(info.version)];
    return {
      ...draft,
      title: `${name ?? "package"}: ${draft.title ?? ""}`,
      description: [
        ...(draft.description ?? []),
        `${name ?? "The package"} ${version ?? text(info.commit) ?? ""} is listed.`,
      ],
      package: packageUrl(text(info.ecosystem), name, version),
      file: sources.get(Number(key.split("/")[0])),
    };
  };
  if (!run.resultsPresent)
    throw new ReportError("wrong-format", "this is no report of OSV-Scanner: it has no list of results");
}

function toDraft(record: JsonObject): Draft {
  const id = text(record.id);
  const fixed = objects(record.affected)
    .flatMap((each) => objects(each.ranges))
    .flatMap((range) => objects(range.events))
    .flatMap((event) => text(event.fixed) ?? []);
  const database = object(record.database_specific);
  const cwes = objects(record.affected).flatMap((each) => objects(object(each.database_specific).cwes));
  return {
    detector: id,
    title: text(record.summary) ?? id,
    description: [
      text(record.details) ?? text(record.summary),
      fixed.length === 0 ? "No fixed version is known." : `Fixed in ${[...new Set(fixed)].slice(0, 10).join(", ")}.`,
    ],
    severity: osvSeverity(record),
    classes: { cwe: [...texts(database.cwe_ids), ...cwes.map((cwe) => text(cwe.cweId))] },
    advisories: advisoriesIn([id, ...texts(record.aliases)]),
  };
}

export const readRuns = runsOf(read);
