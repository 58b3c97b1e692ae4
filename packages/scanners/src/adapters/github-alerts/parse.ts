import type { Readable } from "node:stream";
import type { ParseContext } from "../../contract.ts";
import type { JsonKind, JsonPath, JsonValue } from "../../reading/json.ts";
import { streamJson } from "../../reading/json.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, type RunDraft, runsOf } from "../../reading/run.ts";
import { entries, isObject, type JsonObject, object, objects, text } from "../../reading/value.ts";
import { codeAlert, dependabotAlert, graphAlert, secretAlert, stateOf } from "./alerts.ts";

/** Reads lists of alerts as GitHub's REST answers them, one page or more, and its GraphQL answer for Dependabot. */
async function* read(stream: Readable, open: OpenRun, at: ParseContext): AsyncGenerator<Draft> {
  let known = false;
  const fixed = new Map<RunDraft, number>();
  let repository = "";
  for await (const event of streamJson(stream, select, { many: true })) {
    if (event.type === "start" && isNodes(event.path)) known = true;
    if (event.type !== "value") continue;
    if (event.path.at(-1) === "name" || event.path.at(-1) === "nameWithOwner") {
      repository = text(event.value) ?? repository;
      continue;
    }
    if (isObject(object(event.value).data)) {
      // A list of GraphQL answers: each is small enough to be looked through whole.
      for (const node of nodesIn(object(event.value).data)) {
        const draft = toDraft(node, repository, open, at, true);
        known = true;
        if (draft !== undefined && stateOf(node) === "fixed") fixed.set(draft.run, (fixed.get(draft.run) ?? 0) + 1);
        else if (draft !== undefined) yield draft;
      }
      continue;
    }
    // An edge around a node, or the node itself.
    const alert = isObject(object(event.value).node) ? object(object(event.value).node) : object(event.value);
    const draft = toDraft(alert, repository, open, at, isAlertNode(event.path));
    if (draft === undefined) continue;
    known = true;
    if (stateOf(alert) === "fixed") fixed.set(draft.run, (fixed.get(draft.run) ?? 0) + 1);
    else yield draft;
  }
  if (!known) throw new ReportError("wrong-format", "these are no alerts of GitHub");
  for (const [run, times] of fixed) {
    run.notice({ kind: "info", reason: `${times} alerts are fixed at GitHub and are no results any more` });
  }
}

/** Elements of top-level lists (of lists), and what GraphQL calls nodes or edges of `vulnerabilityAlerts`. */
function select(path: JsonPath, kind: JsonKind): boolean {
  if (isAlertNode(path)) return true;
  if (kind === "scalar") return isRepositoryName(path);
  return (
    kind === "object" && path.length >= 2 && path.length <= 3 && path.slice(1).every((key) => typeof key === "number")
  );
}

function isNodes(path: JsonPath): boolean {
  const last = path.at(-1);
  return path.at(-2) === "vulnerabilityAlerts" && (last === "nodes" || last === "edges");
}

function isAlertNode(path: JsonPath): boolean {
  return typeof path.at(-1) === "number" && isNodes(path.slice(0, -1));
}

const DEEPEST = 10;

/** The nodes of every `vulnerabilityAlerts` inside of an answer. */
function* nodesIn(value: JsonValue | undefined, depth = 0): Generator<JsonObject> {
  if (depth > DEEPEST) return;
  if (Array.isArray(value)) for (const each of value) yield* nodesIn(each, depth + 1);
  for (const [key, inside] of entries(value)) {
    if (key !== "vulnerabilityAlerts") yield* nodesIn(inside, depth + 1);
    else {
      yield* objects(object(inside).nodes);
      yield* objects(object(inside).edges).map((edge) => object(edge.node));
    }
  }
}

/** The name beside `vulnerabilityAlerts`: `data.repository.name`, `data.search.nodes.*.name` and the like. */
function isRepositoryName(path: JsonPath): boolean {
  const last = path.at(-1);
  return path[1] === "data" && path.length <= 8 && (last === "name" || last === "nameWithOwner");
}

function toDraft(
  alert: JsonObject,
  repository: string,
  open: OpenRun,
  at: ParseContext,
  graph: boolean,
): PlacedDraft | undefined {
  const own = repositoryOf(alert);
  if (!graph && alert.secret_type !== undefined) {
    const run = open("github-secret-scanning", "GitHub secret scanning", own);
    return present({ ...secretAlert(alert, at), run });
  }
  if (graph || alert.security_advisory !== undefined) {
    const run = open("github-dependabot", "GitHub Dependabot", graph ? repository : own);
    run.detectors = new Set(["*"]);
    return present({ ...(graph ? graphAlert(alert) : dependabotAlert(alert)), run });
  }
  if (alert.rule !== undefined && alert.tool !== undefined) {
    const name = text(object(alert.tool).name) ?? "code scanning";
    const category = text(object(alert.most_recent_instance).category) ?? "";
    // Not the tool's own lineage: these are the alerts that GitHub has kept, whoever closed them.
    const run = open(`github-${name}`, `${name} at GitHub`, [own, category].filter((part) => part !== "").join(" "));
    run.version = text(object(alert.tool).version) ?? run.version;
    return present({ ...codeAlert(alert), run });
  }
  return undefined;
}

type PlacedDraft = Draft & { readonly run: RunDraft };

/** A rule that has an alert, fixed or not, is on; GitHub names no others. */
function present(draft: PlacedDraft): PlacedDraft {
  const { run, detector } = draft;
  run.resultsPresent = true;
  if (run.detectors === "unknown") run.detectors = new Set();
  if (detector !== undefined) run.detectors.add(detector);
  return draft;
}

/** Lists over an organization name the repository of each alert. */
function repositoryOf(alert: JsonObject): string {
  return text(object(alert.repository).full_name) ?? "";
}

export const readRuns = runsOf(read);
