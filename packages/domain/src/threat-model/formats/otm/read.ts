import type { ElementKind } from "../../kinds.ts";
import type { ThreatState } from "../../lifecycle.ts";
import type { Attributes, ControlState, Stride } from "../../model.ts";
import { NO_SCORES, type Score } from "../../score.ts";
import {
  entries,
  isObject,
  type JsonObject,
  number,
  object,
  objects,
  text,
  texts,
  type JsonValue,
} from "../../../shared/index.ts";
import { DocumentBuilder, type ModelReading } from "../build.ts";
import { needObject, needText, objectsAt } from "../error.ts";
import { placed, rest } from "../fields.ts";
import { strideOf } from "../threat-dragon/words.ts";
import { controlStateOf, threatStateOf, worstOf } from "./states.ts";

const FORMAT = "otm";

/** Reads an Open Threat Model. Throws `ModelFileError` with the place of what is wrong. */
export function readOtm(root: JsonValue): ModelReading {
  const file = needObject(root, "$");
  needText(file.otmVersion, "otmVersion");
  const project = needObject(file.project, "project");
  const builder = new DocumentBuilder();
  builder.head(needText(project.name, "project.name"), text(project.description), {
    [FORMAT]: { ...rest(file, PARTS), project: rest(project, ["name", "description"]) },
  });
  if (objects(file.assets).length > 0) builder.lose("assets keep their names on components, not their ratings");
  const diagram = builder.diagram("Main");
  const ids = new Map<string, string>();
  readZones(builder, objectsAt(file.trustZones, "trustZones"), diagram, ids);
  const components = objectsAt(file.components, "components");
  readComponents(builder, components, { diagram, ids, assets: assetNames(file) });
  const flows = objectsAt(file.dataflows, "dataflows");
  const flowIds = readFlows(builder, flows, diagram, ids);
  const instances = new Instances(builder);
  components.forEach((each, at) =>
    instances.take(each, `components[${at}]`, { element: ids.get(text(each.id) ?? "") }),
  );
  flows.forEach((each, at) => instances.take(each, `dataflows[${at}]`, { flow: flowIds[at] }));
  instances.write(objectsAt(file.threats, "threats"), objectsAt(file.mitigations, "mitigations"));
  return builder.reading();
}

const PARTS = ["otmVersion", "project", "assets", "trustZones", "components", "dataflows", "threats", "mitigations"];

function readZones(
  builder: DocumentBuilder,
  zones: readonly JsonObject[],
  diagram: string,
  ids: Map<string, string>,
): void {
  const made = zones.map((zone, at) => {
    const own = needText(zone.id, `trustZones[${at}].id`);
    const id = builder.id(text(object(zone.attributes).redoubtId) ?? own);
    ids.set(own, id);
    const rating = number(object(zone.risk).trustRating);
    return builder.element({
      ...{ id, kind: "boundary", diagram, name: needText(zone.name, `trustZones[${at}].name`) },
      description: text(zone.description) ?? "",
      trust: rating === undefined ? null : Math.min(3, Math.max(0, Math.round((rating * 3) / 100))),
      originKey: `${FORMAT}:${own}`,
      ...drawn(zone),
      raw: { [FORMAT]: rest(zone, ["id", "name", "description", "parent", "representations"]) },
    });
  });
  zones.forEach((zone, at) => {
    const parent = parentOf(zone.parent);
    const element = made[at];
    if (element !== undefined && parent.zone !== undefined) element.parentId = ids.get(parent.zone) ?? null;
  });
}

interface Surroundings {
  readonly diagram: string;
  readonly ids: Map<string, string>;
  readonly assets: ReadonlyMap<string, string>;
}

function readComponents(builder: DocumentBuilder, components: readonly JsonObject[], around: Surroundings): void {
  const byId = new Map(components.map((each) => [text(each.id) ?? "", each]));
  components.forEach((component, at) => {
    const own = needText(component.id, `components[${at}].id`);
    const id = builder.id(text(object(component.attributes).redoubtId) ?? own);
    around.ids.set(own, id);
    const type = text(component.type) ?? "";
    const { processed, stored } = object(component.assets);
    const assets = [...new Set([...texts(processed), ...texts(stored)])];
    builder.element({
      ...{ id, kind: kindOf(type), diagram: around.diagram, originKey: `${FORMAT}:${own}` },
      name: needText(component.name, `components[${at}].name`),
      description: text(component.description) ?? "",
      parentId: around.ids.get(zoneAround(component, byId)) ?? null,
      attributes: attributesOf(component.attributes),
      assets: assets.map((asset) => (around.assets.get(asset) ?? asset).slice(0, 500)).slice(0, 100),
      outOfScope: /^(?:true|yes)$/i.test(text(object(component.attributes)["Out Of Scope"]) ?? "")
        ? "out of scope in the file"
        : null,
      ...drawn(component),
      raw: { [FORMAT]: rest(component, ["id", "name", "description", "threats", "representations"]) },
    });
  });
  if (components.some((each) => parentOf(each.parent).component !== undefined)) {
    builder.lose("a component inside another one stands in the trust zone around both");
  }
}

/** The zone in which a component stands, through the components around it. */
function zoneAround(component: JsonObject, byId: ReadonlyMap<string, JsonObject>): string {
  let at: JsonObject | undefined = component;
  for (let depth = 0; at !== undefined && depth < 50; depth += 1) {
    const { zone, component: outer } = parentOf(at.parent);
    if (zone !== undefined) return zone;
    at = outer === undefined ? undefined : byId.get(outer);
  }
  return "";
}

function parentOf(value: JsonValue | undefined): { readonly zone?: string; readonly component?: string } {
  if (typeof value === "string") return { zone: value };
  const { trustZone, component } = object(value);
  const [zone, outer] = [text(trustZone), text(component)];
  if (zone !== undefined) return { zone };
  return outer === undefined ? {} : { component: outer };
}

function readFlows(
  builder: DocumentBuilder,
  flows: readonly JsonObject[],
  diagram: string,
  ids: ReadonlyMap<string, string>,
): string[] {
  return flows.map((flow, at) => {
    const own = needText(flow.id, `dataflows[${at}].id`);
    const id = builder.id(text(object(flow.attributes).redoubtId) ?? own);
    const end = (value: JsonValue | undefined) => ids.get(text(value) ?? "") ?? null;
    const [sourceId, targetId] = [end(flow.source), end(flow.destination)];
    if (sourceId === null || targetId === null) builder.lose("a flow names an end that is not in the file");
    builder.flow({
      ...{ id, diagram, sourceId, targetId, bidirectional: flow.bidirectional === true },
      name: text(flow.name) ?? "",
      description: text(flow.description) ?? "",
      attributes: attributesOf(flow.attributes),
      originKey: `${FORMAT}:${own}`,
      raw: { [FORMAT]: rest(flow, ["id", "name", "description", "source", "destination", "threats", "bidirectional"]) },
    });
    return id;
  });
}

interface Answer {
  readonly states: ControlState[];
}

/** A definition of a threat and all its instances are one threat here, on all their elements. */
class Instances {
  readonly #builder: DocumentBuilder;
  readonly #threats = new Map<
    string,
    { states: ThreatState[]; elements: Set<string>; flows: Set<string>; controls: Set<string> }
  >();
  readonly #controls = new Map<string, Answer>();

  constructor(builder: DocumentBuilder) {
    this.#builder = builder;
  }

  take(
    part: JsonObject,
    place: string,
    on: { readonly element?: string | undefined; readonly flow?: string | undefined },
  ): void {
    objectsAt(part.threats, `${place}.threats`).forEach((instance, at) => {
      const key = needText(instance.threat, `${place}.threats[${at}].threat`);
      const known = this.#threats.get(key) ?? {
        ...{ states: [], elements: new Set<string>(), flows: new Set<string>(), controls: new Set<string>() },
      };
      this.#threats.set(key, known);
      known.states.push(this.#state(text(instance.state)));
      if (on.element !== undefined) known.elements.add(on.element);
      if (on.flow !== undefined) known.flows.add(on.flow);
      for (const each of objects(instance.mitigations)) {
        const control = text(each.mitigation);
        if (control === undefined) continue;
        known.controls.add(control);
        const answer = this.#controls.get(control) ?? { states: [] };
        this.#controls.set(control, answer);
        answer.states.push(this.#controlState(text(each.state)));
      }
    });
  }

  write(threats: readonly JsonObject[], mitigations: readonly JsonObject[]): void {
    const controlIds = this.#writeControls(mitigations);
    const defined = new Set<string>();
    threats.forEach((threat, at) => {
      const own = needText(threat.id, `threats[${at}].id`);
      defined.add(own);
      this.#writeThreat(own, threat, needText(threat.name, `threats[${at}].name`), controlIds);
    });
    for (const key of this.#threats.keys()) {
      if (defined.has(key)) continue;
      this.#builder.lose("a threat is named that the file does not describe");
      this.#writeThreat(key, {}, key, controlIds);
    }
  }

  #writeThreat(own: string, threat: JsonObject, name: string, controlIds: ReadonlyMap<string, string>): void {
    const use = this.#threats.get(own);
    const states = use?.states ?? [];
    if (new Set(states).size > 1)
      this.#builder.lose("a threat that stands differently on its components has the worst of their states");
    const { likelihood, impact } = object(threat.risk);
    const inherent: Score = { likelihood: fifth(likelihood), impact: fifth(impact) };
    this.#builder.threat({
      ...{ id: this.#builder.id(text(object(threat.attributes).redoubtId) ?? own), statement: name },
      state: states.length === 0 ? "open" : worstOf(states),
      comment: text(threat.description) ?? "",
      stride: [
        ...new Set(texts(threat.categories).flatMap((each) => strideOf(singular(each)) ?? [])),
      ] satisfies Stride[],
      scores: { ...NO_SCORES, inherent },
      elementIds: [...(use?.elements ?? [])].slice(0, 200),
      flowIds: [...(use?.flows ?? [])].slice(0, 200),
      controlIds: [...(use?.controls ?? [])].flatMap((each) => controlIds.get(each) ?? []).slice(0, 200),
      originKey: `${FORMAT}:${own}`,
      raw: { [FORMAT]: rest(threat, ["id", "name", "description"]) },
    });
  }

  #writeControls(mitigations: readonly JsonObject[]): ReadonlyMap<string, string> {
    const ids = new Map<string, string>();
    const add = (own: string, mitigation: JsonObject, name: string): void => {
      const id = this.#builder.id(text(object(mitigation.attributes).redoubtId) ?? `mitigation:${own}`);
      ids.set(own, id);
      const states = this.#controls.get(own)?.states ?? [];
      this.#builder.control({
        ...{ id, name, description: text(mitigation.description) ?? "", originKey: `${FORMAT}:${own}` },
        state: ORDER.find((state) => states.includes(state)) ?? "suggested",
        raw: { [FORMAT]: rest(mitigation, ["id", "name", "description"]) },
      });
    };
    mitigations.forEach((each, at) =>
      add(needText(each.id, `mitigations[${at}].id`), each, needText(each.name, `mitigations[${at}].name`)),
    );
    for (const own of this.#controls.keys()) {
      if (ids.has(own)) continue;
      this.#builder.lose("a mitigation is named that the file does not describe");
      add(own, {}, own);
    }
    return ids;
  }

  #state(words: string | undefined): ThreatState {
    const state = threatStateOf(words ?? "exposed");
    if (state === undefined) this.#builder.lose(`the state ${JSON.stringify(words)?.slice(0, 40)} is read as open`);
    return state ?? "open";
  }

  #controlState(words: string | undefined): ControlState {
    const state = controlStateOf(words ?? "recommended");
    if (state === undefined)
      this.#builder.lose(`the state ${JSON.stringify(words)?.slice(0, 40)} is read as suggested`);
    return state ?? "suggested";
  }
}

/** A control that stands differently for its threats has the weakest of their states. */
const ORDER: readonly ControlState[] = ["suggested", "planned", "in-place", "retired", "declined"];

/** "Elevation of Privileges" is the same as in the singular. */
function singular(words: string): string {
  return words.replace(/privileges$/i, "privilege");
}

function fifth(value: JsonValue | undefined): number | null {
  const read = number(value);
  return read === undefined ? null : Math.min(5, Math.max(1, Math.ceil(read / 20)));
}

function kindOf(type: string): ElementKind {
  const words = type.toLowerCase();
  const own = KINDS.find((kind) => kind === words);
  if (own !== undefined) return own;
  if (/db|database|storage|store|s3|bucket|queue|cache|disk|blob|log/.test(words)) return "data-store";
  if (/actor|user|person|human/.test(words)) return "actor";
  if (/web-client|browser|mobile|client|frontend|front-end|spa/.test(words)) return "frontend";
  if (/pipeline|ci-|build/.test(words)) return "pipeline";
  return "service";
}

const KINDS: readonly ElementKind[] = [
  ...(["actor", "contract", "proxy", "oracle", "multisig", "key", "governance", "bridge", "external"] as const),
  ...(["data-store", "service", "frontend", "node", "pipeline", "agent", "note"] as const),
];

function attributesOf(value: JsonValue | undefined): Attributes {
  const found: Attributes = {};
  for (const [key, each] of entries(value)) {
    if (key === "" || key.length > 80 || key === "redoubtId" || Object.keys(found).length >= 100) continue;
    if (typeof each === "boolean" || (typeof each === "number" && Number.isFinite(each))) found[key] = each;
    else if (typeof each === "string" && each.trim() !== "") found[key] = each.slice(0, 2000);
  }
  return found;
}

/** Where the first drawing that shows a part has it. */
function drawn(part: JsonObject) {
  const shown = objects(part.representations).find((each) => isObject(each.position));
  return placed(shown?.position, shown?.size);
}

function assetNames(file: JsonObject): ReadonlyMap<string, string> {
  return new Map(objects(file.assets).map((asset) => [text(asset.id) ?? "", text(asset.name) ?? ""]));
}
