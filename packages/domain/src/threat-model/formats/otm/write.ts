import type { ModelDocument, ModelElement, ModelFlow, ModelThreat } from "../../model.ts";
import { object, text, type JsonValue } from "../../../shared/index.ts";
import { originId } from "../fields.ts";
import type { WrittenFile } from "../threat-dragon/write.ts";
import { STRIDE_TYPE } from "../threat-dragon/words.ts";
import { OTM_CONTROL, OTM_THREAT } from "./states.ts";

const FORMAT = "otm";
const DRAWING = "redoubt-diagram";

/** Writes OTM 0.2.0: a threat is a definition, with an instance on each element and flow that it stands on. */
export function writeOtm(document: ModelDocument): WrittenFile {
  const losses = new Set<string>();
  if (document.assumptions.length > 0) losses.add("assumptions");
  if (
    document.threats.some(
      ({ elementIds, flowIds, controlIds }) => elementIds.length + flowIds.length === 0 && controlIds.length > 0,
    )
  ) {
    losses.add("controls of a threat that stands on no component or flow are not linked");
  }
  if (document.threats.some(({ elementIds }) => elementIds.some((id) => isZone(document, id)))) {
    losses.add("threats on a boundary itself: trust zones hold no threats");
  }
  for (const { state } of document.threats) {
    if (["demonstrated", "regressed", "proposed"].includes(state))
      losses.add(`the state ${state} is written as ${OTM_THREAT[state]}`);
  }
  if (document.controls.some(({ reliesOn }) => reliesOn.length > 0)) losses.add("what a control relies on");
  const kept = object(document.raw[FORMAT] as JsonValue);
  const zones = document.elements.filter(({ kind }) => kind === "boundary");
  const fallback = needsFallback(document) ? [OUTSIDE] : [];
  if (fallback.length > 0) losses.add("what stands in no boundary is written into a trust zone of its own");
  const file = {
    otmVersion: "0.2.0",
    project: { id: "redoubt", ...object(kept.project), name: document.title, description: document.description },
    representations: [{ name: "Diagram", id: DRAWING, type: "diagram", size: { width: 4000, height: 4000 } }],
    trustZones: [...zones.map((zone) => zoneOf(document, zone)), ...fallback],
    components: document.elements
      .filter(({ kind }) => kind !== "boundary")
      .map((element) => componentOf(document, element)),
    dataflows: document.flows.map((flow) => flowOf(document, flow, losses)),
    threats: document.threats.map(threatOf),
    mitigations: document.controls.map((control) => ({
      ...object(control.raw[FORMAT] as JsonValue),
      ...{ id: idOf(control), name: control.name, description: control.description },
      ...{ riskReduction: 100, attributes: { redoubtId: control.id } },
    })),
  };
  return { text: `${JSON.stringify(file, null, 2)}\n`, losses: [...losses] };
}

const OUTSIDE = { id: "redoubt-outside", name: "No boundary", type: "redoubt-outside", risk: { trustRating: 0 } };

function isZone(document: ModelDocument, id: string): boolean {
  return document.elements.some((element) => element.id === id && element.kind === "boundary");
}

function needsFallback(document: ModelDocument): boolean {
  return document.elements.some(({ kind, parentId }) => kind !== "boundary" && parentId === null);
}

function zoneOf(document: ModelDocument, zone: ModelElement) {
  const outer = document.elements.find(({ id }) => id === zone.parentId);
  return {
    type: idOf(zone),
    ...object(zone.raw[FORMAT] as JsonValue),
    ...{ id: idOf(zone), name: zone.name, description: zone.description },
    risk: { trustRating: Math.round(((zone.trust ?? 0) * 100) / 3) },
    ...(outer === undefined ? {} : { parent: { trustZone: idOf(outer) } }),
    ...drawn(zone),
    attributes: { redoubtId: zone.id },
  };
}

function componentOf(document: ModelDocument, element: ModelElement) {
  const kept = object(element.raw[FORMAT] as JsonValue);
  const zone = document.elements.find(({ id }) => id === element.parentId);
  const { assets: _assets, ...others } = kept as { assets?: unknown };
  return {
    ...others,
    ...{ id: idOf(element), name: element.name, description: element.description },
    type: text(kept.type) ?? element.kind,
    parent: kept.parent ?? { trustZone: zone === undefined ? OUTSIDE.id : idOf(zone) },
    ...drawn(element),
    attributes: {
      ...element.attributes,
      redoubtId: element.id,
      ...(element.outOfScope === null ? {} : { "Out Of Scope": "true" }),
    },
    threats: document.threats
      .filter(({ elementIds }) => elementIds.includes(element.id))
      .map((each) => instanceOf(document, each)),
  };
}

function flowOf(document: ModelDocument, flow: ModelFlow, losses: Set<string>) {
  const end = (id: string | null) => {
    const element = document.elements.find((each) => each.id === id);
    if (element === undefined) losses.add("a flow with an end that is on nothing");
    return element === undefined ? "" : idOf(element);
  };
  return {
    ...object(flow.raw[FORMAT] as JsonValue),
    ...{ id: idOf(flow), name: flow.name || "flow", description: flow.description },
    ...{ source: end(flow.sourceId), destination: end(flow.targetId), bidirectional: flow.bidirectional },
    attributes: { ...flow.attributes, redoubtId: flow.id },
    threats: document.threats
      .filter(({ flowIds }) => flowIds.includes(flow.id))
      .map((each) => instanceOf(document, each)),
  };
}

function instanceOf(document: ModelDocument, threat: ModelThreat) {
  const controls = document.controls.filter(({ id }) => threat.controlIds.includes(id));
  return {
    ...{ threat: idOf(threat), state: OTM_THREAT[threat.state] },
    mitigations: controls.map((control) => ({ mitigation: idOf(control), state: OTM_CONTROL[control.state] })),
  };
}

function threatOf(threat: ModelThreat) {
  const { likelihood, impact } = threat.scores.inherent;
  const hundredth = (step: number | null) => (step === null ? null : step * 20);
  return {
    ...object(threat.raw[FORMAT] as JsonValue),
    ...{ id: idOf(threat), name: threat.statement, description: threat.comment },
    categories: threat.stride.map((letter) => STRIDE_TYPE[letter]),
    risk: { likelihood: hundredth(likelihood), impact: hundredth(impact) },
    attributes: { redoubtId: threat.id },
  };
}

function drawn({ id, position, size }: ModelElement) {
  if (position === null) return {};
  return {
    representations: [{ representation: DRAWING, id: `${id}-drawn`, position, ...(size === null ? {} : { size }) }],
  };
}

/** The id that the file had, or that of the row. */
function idOf({ id, originKey }: { readonly id: string; readonly originKey: string | null }): string {
  return originId(FORMAT, originKey) ?? id;
}
