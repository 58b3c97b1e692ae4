import type { Readable } from "node:stream";
import type { ParseContext } from "../../contract.ts";
import { subjectOf } from "../../reading/image.ts";
import type { JsonPath, JsonValue } from "../../reading/json.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, type RunDraft, runsOf } from "../../reading/run.ts";
import { text } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";
import { RESULT_LISTS, type Target } from "./results.ts";

// Where results stand: a scan, a cluster (three layouts over the years), and the bare list of versions before 0.20.
const PLACES = [
  "Results.*",
  "Resources.*.Results.*",
  "Findings.*.Results.*",
  "Vulnerabilities.*.Results.*",
  "Misconfigurations.*.Results.*",
  "*",
];
const PARTS = ["Target", "Class", "Type", ...Object.keys(RESULT_LISTS).map((name) => `${name}.*`)];
const OWNERS = PLACES.filter((place) => place.endsWith(".*.Results.*")).flatMap((place) =>
  ["Namespace", "Kind", "Name"].map((fact) => place.replace("Results.*", fact)),
);
const FRAME = ["ArtifactName", "ClusterName", "SchemaVersion", "Trivy.Version", "Results[", "Resources["];

/** Reads `trivy --format json` of images, folders, repositories and clusters. */
async function* read(stream: Readable, open: OpenRun, at: ParseContext): AsyncGenerator<Draft> {
  const patterns = [...FRAME, ...OWNERS, ...PLACES.flatMap((place) => PARTS.map((part) => `${place}.${part}`))];
  const results = new ResultReader(at);
  let run: RunDraft | undefined;
  let version: string | null = null;
  let subject = "";
  const named = (): RunDraft => {
    run ??= open("trivy", "Trivy", subject);
    // Its database of advisories and policies is asked as a whole, always.
    Object.assign(run, { version, resultsPresent: true, detectors: new Set(["*"]) });
    return run;
  };
  let known = false;
  for await (const { at: pattern, path, value } of values(stream, patterns)) {
    known ||= pattern !== "ArtifactName";
    if (pattern === "ArtifactName" || pattern === "ClusterName") subject = subjectOf(text(value));
    else if (pattern === "Trivy.Version") version = text(value) ?? null;
    else if (!FRAME.includes(pattern)) for (const draft of results.take(path, value)) yield { ...draft, run: named() };
  }
  for (const draft of results.flush()) yield { ...draft, run: named() };
  if (!known) throw new ReportError("wrong-format", "this is no report of Trivy: it has no results");
  named();
}

/** Holds the findings of one result back until it ends: what it is about may stand behind them. */
class ResultReader {
  readonly #at: ParseContext;
  #key = "";
  #target: Target = {};
  #waiting: ((target: Target) => Draft)[] = [];
  #ownerKey = "";
  #owner: Record<string, string | undefined> = {};

  constructor(at: ParseContext) {
    this.#at = at;
  }

  take(path: JsonPath, value: JsonValue): Draft[] {
    const at = path.indexOf("Results");
    if (at < 0 && path.length === 3 && typeof path[1] === "number") return this.#ownerFact(path, value);
    const end = at < 0 ? 1 : at + 2;
    const key = path.slice(0, end).join("/");
    const done = key === this.#key ? [] : this.flush();
    this.#key = key;
    const [name, index] = path.slice(end);
    if (index === undefined) this.#target = { ...this.#target, [String(name)]: text(value) };
    else {
      const read = RESULT_LISTS[String(name)];
      if (read !== undefined) this.#waiting.push((target) => read(value, target, this.#at));
    }
    return done;
  }

  flush(): Draft[] {
    const cluster = this.#key.split("/").length > 2;
    const { Namespace, Kind, Name } = this.#owner;
    const owner = [Namespace, Kind, Name].filter((part) => part !== undefined).join("/");
    const target = cluster ? { ...this.#target, owner } : this.#target;
    const drafts = this.#waiting.map((make) => make(target));
    this.#waiting = [];
    this.#target = {};
    return drafts;
  }

  #ownerFact(path: JsonPath, value: JsonValue): Draft[] {
    const key = path.slice(0, 2).join("/");
    const done = key === this.#ownerKey ? [] : this.flush();
    if (key !== this.#ownerKey) this.#owner = {};
    this.#ownerKey = key;
    this.#owner[String(path[2])] = text(value);
    return done;
  }
}

export const readRuns = runsOf(read);
