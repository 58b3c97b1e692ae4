import type { ElementKind } from "../../kinds.ts";
import type { Attributes, ControlState, Validity } from "../../model.ts";
import { NO_SCORES, type Score } from "../../score.ts";
import { type JsonObject, object, objects, text, texts, type JsonValue } from "../../../shared/index.ts";
import { DocumentBuilder, type ModelReading } from "../build.ts";
import { needObject, needText, objectsAt } from "../error.ts";
import { rest } from "../fields.ts";

const FORMAT = "tm-library";
const PLACES: readonly (readonly [part: string, kind: ElementKind])[] = [
  ["trust_zones", "boundary"],
  ["actors", "actor"],
  ["components", "service"],
  ["data_stores", "data-store"],
];
const CONTROL: Readonly<Record<string, ControlState>> = {
  ...{ assumed: "in-place", active: "in-place", suggested: "suggested", under_review: "suggested" },
  ...{ approved: "planned", scheduled: "planned", retired: "retired", wont_do: "declined" },
};
const LIKELIHOOD = ["rare", "unlikely", "possible", "likely", "certain"];
const IMPACT = ["negligible", "minor", "moderate", "major", "severe"];
const VALIDITY: readonly Validity[] = ["unconfirmed", "confirmed", "rejected"];

/** Reads a model of the Threat Model Library, 1.0. Throws `ModelFileError` with the place of what is wrong. */
export function readTmLibrary(root: JsonValue): ModelReading {
  const file = needObject(root, "$");
  const scope = needObject(file.scope, "scope");
  const builder = new DocumentBuilder();
  builder.head(needText(scope.title, "scope.title"), text(file.description) ?? text(scope.description), {
    [FORMAT]: { scope: scope as JsonValue, ...rest(file, PARTS) },
  });
  if (objects(file.diagrams).length > 0) builder.lose("drawings that are written as text");
  if (objects(file.trust_boundaries).length > 0) builder.lose("rules between pairs of trust zones");
  if (objects(file.threat_personas).length > 0) builder.lose("personas keep their names on threats");
  if (objects(file.risks).length > 0) builder.lose("groups of threats");
  if (objects(file.data_sets).length > 0) builder.lose("data sets keep their names on the stores that hold them");
  const ids = readPlaces(builder, file);
  readFlows(builder, file, ids);
  readAnswers(builder, file, ids);
  return builder.reading();
}

const PARTS = [
  ...["scope", "description", "diagrams", "trust_zones", "trust_boundaries", "actors", "components", "data_stores"],
  ...["data_sets", "data_flows", "assumptions", "threat_personas", "threats", "controls", "risks"],
];

function readPlaces(builder: DocumentBuilder, file: JsonObject): ReadonlyMap<string, string> {
  const diagram = builder.diagram("Main");
  const ids = new Map<string, string>();
  const stored = new Map<string, string[]>();
  for (const set of objects(file.data_sets)) {
    for (const { data_store: store } of objects(set.placements)) {
      const key = text(store) ?? "";
      stored.set(key, [...(stored.get(key) ?? []), text(set.title) ?? text(set.symbolic_name) ?? ""]);
    }
  }
  for (const [part, kind] of PLACES) {
    objectsAt(file[part], part).forEach((each, at) => {
      const own = needText(each.symbolic_name, `${part}[${at}].symbolic_name`);
      const id = builder.id(own);
      ids.set(own, id);
      builder.element({
        ...{ id, kind, diagram, name: text(each.title) ?? own, originKey: `${FORMAT}:${own}` },
        description: text(each.description) ?? "",
        parentId: ids.get(text(each.trust_zone) ?? "") ?? null,
        assets: (stored.get(own) ?? []).map((name) => name.slice(0, 500)).slice(0, 100),
        raw: { [FORMAT]: rest(each, ["symbolic_name", "title", "description", "trust_zone"]) },
      });
    });
  }
  return ids;
}

function readFlows(builder: DocumentBuilder, file: JsonObject, ids: ReadonlyMap<string, string>): void {
  objectsAt(file.data_flows, "data_flows").forEach((flow, at) => {
    const own = needText(flow.symbolic_name, `data_flows[${at}].symbolic_name`);
    const end = (value: JsonValue | undefined) => ids.get(text(object(value).object) ?? "") ?? null;
    const [sourceId, targetId] = [end(flow.source), end(flow.destination)];
    if (sourceId === null || targetId === null) builder.lose("a flow names an end that is not in the file");
    builder.flow({
      ...{ id: builder.id(own), diagram: "d1", name: text(flow.title) ?? own, sourceId, targetId },
      description: text(flow.description) ?? "",
      attributes: {
        ...(flow.encrypted === true ? { encrypted: true } : {}),
        ...(flow.has_sensitive_data === true ? { "sensitive-data": true } : {}),
      } satisfies Attributes,
      originKey: `${FORMAT}:${own}`,
      raw: { [FORMAT]: rest(flow, ["symbolic_name", "title", "description", "source", "destination"]) },
    });
  });
}

function readAnswers(builder: DocumentBuilder, file: JsonObject, ids: ReadonlyMap<string, string>): void {
  const personas = new Map(
    objects(file.threat_personas).map((each) => [text(each.symbolic_name) ?? "", text(each.title)]),
  );
  const controls = objectsAt(file.controls, "controls").map((each, at) => {
    const own = needText(each.symbolic_name, `controls[${at}].symbolic_name`);
    const state = CONTROL[text(each.status) ?? "suggested"];
    if (state === undefined) builder.lose(`the state ${JSON.stringify(each.status).slice(0, 60)} is read as suggested`);
    const { id } = builder.control({
      ...{ id: builder.id(own), name: text(each.title) ?? own, state: state ?? "suggested" },
      description: text(each.description) ?? "",
      originKey: `${FORMAT}:${own}`,
      raw: { [FORMAT]: rest(each, ["symbolic_name", "title", "description", "status", "threats"]) },
    });
    return { id, answers: texts(each.threats) };
  });
  objectsAt(file.threats, "threats").forEach((each, at) => {
    const own = needText(each.symbolic_name, `threats[${at}].symbolic_name`);
    const inherent: Score = { likelihood: step(LIKELIHOOD, each.likelihood), impact: step(IMPACT, each.impact) };
    const event = text(each.event);
    const source = personas.get(text(each.threat_persona) ?? "");
    builder.threat({
      ...{ id: builder.id(own), statement: text(each.title) ?? own, state: "open", originKey: `${FORMAT}:${own}` },
      comment: text(each.description) ?? "",
      slots: {
        ...(source === undefined ? {} : { source: source.slice(0, 500) }),
        ...(event === undefined ? {} : { action: event.slice(0, 500) }),
      },
      elementIds: [...new Set(texts(each.components_affected).flatMap((name) => ids.get(name) ?? []))].slice(0, 200),
      controlIds: controls.flatMap(({ id, answers }) => (answers.includes(own) ? [id] : [])).slice(0, 200),
      scores: { ...NO_SCORES, inherent },
      raw: { [FORMAT]: rest(each, ["symbolic_name", "title", "description", "components_affected"]) },
    });
  });
  objectsAt(file.assumptions, "assumptions").forEach((each, at) => {
    builder.assumption({
      ...{ id: builder.id(`assumption:${at + 1}`), text: needText(each.description, `assumptions[${at}].description`) },
      validity: VALIDITY.find((known) => known === text(each.validity)) ?? "unconfirmed",
      raw: { [FORMAT]: rest(each, ["description", "validity"]) },
    });
  });
}

function step(words: readonly string[], value: JsonValue | undefined): number | null {
  const at = words.indexOf((text(value) ?? "").toLowerCase());
  return at === -1 ? null : at + 1;
}
