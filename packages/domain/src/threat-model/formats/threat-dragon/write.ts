import { v5 } from "uuid";
import type { ModelDocument, ModelElement, ModelFlow, ModelThreat } from "../../model.ts";
import { scoreBand } from "../../score.ts";
import { object, text, type JsonValue } from "../../../shared/index.ts";
import { originId, rest } from "../fields.ts";
import { joinMitigations } from "./mitigation.ts";
import { SEVERITY_OF, SHAPE_OF, STATUS_OF, STRIDE_TYPE, strideOf, TYPE_OF } from "./words.ts";

const FORMAT = "threat-dragon";
const BOX = { width: 160, height: 80 };

/** A document as the tool's version 2 writes it, with what of it that format cannot say. */
export interface WrittenFile {
  readonly text: string;
  readonly losses: readonly string[];
}

/** Writes Threat Dragon 2. What the format cannot say is named; ids of ours stand beside, so that a file comes home. */
export function writeThreatDragon(document: ModelDocument): WrittenFile {
  const losses = new Set<string>();
  const kept = object(document.raw[FORMAT] as JsonValue);
  const numbers = new Map(document.threats.map((threat, at) => [threat.id, threat.number ?? at + 1]));
  const context: Context = { document, losses, numbers, placed: new Set() };
  const diagrams = document.diagrams.map((diagram, at) => ({
    ...{ version: "2.5.0", diagramType: "STRIDE", placeholder: "", thumbnail: "" },
    ...object((diagram.raw ?? {})[FORMAT] as JsonValue),
    ...{ id: at, title: diagram.title, cells: cellsOf(context, diagram.key) },
  }));
  const unplaced = document.threats.filter(({ id }) => !context.placed.has(id));
  if (unplaced.length > 0) losses.add("threats that stand on no element or flow are left out");
  if (document.assumptions.length > 0) losses.add("assumptions");
  const answered = new Set(document.threats.flatMap(({ controlIds }) => controlIds));
  if (document.controls.some(({ id }) => !answered.has(id))) losses.add("controls that answer no threat are left out");
  const top = Math.max(0, ...numbers.values());
  const file = {
    version: "2.5.0",
    ...rest(kept, ["version", "summary", "detail"]),
    summary: { owner: "", id: 0, ...object(kept.summary), title: document.title, description: document.description },
    detail: {
      ...{ contributors: [], reviewer: "", ...object(kept.detail) },
      ...{ diagramTop: diagrams.length, threatTop: top, diagrams },
    },
  };
  return { text: `${JSON.stringify(file, null, 2)}\n`, losses: [...losses] };
}

interface Context {
  readonly document: ModelDocument;
  readonly losses: Set<string>;
  readonly numbers: ReadonlyMap<string, number>;
  /** Threats that were written; one that stands on several elements is written once, on the first. */
  readonly placed: Set<string>;
}

function cellsOf(context: Context, diagram: string): unknown[] {
  const { document } = context;
  const elements = document.elements.filter((element) => element.diagram === diagram);
  const flows = document.flows.filter((flow) => flow.diagram === diagram);
  // Boundaries lie below what they hold.
  const sorted = elements.toSorted((a, b) => Number(b.kind === "boundary") - Number(a.kind === "boundary"));
  return [
    ...sorted.map((element, at) => elementCell(context, element, at + 1)),
    ...flows.map((flow, at) => flowCell(context, flow, elements.length + at + 1)),
  ];
}

function elementCell(context: Context, element: ModelElement, zIndex: number): unknown {
  const kept = object(element.raw[FORMAT] as JsonValue);
  const shape = text(kept.shape) ?? SHAPE_OF[element.kind] ?? "process";
  const isCurve = shape.includes("curve");
  const threats = threatsOn(context, ({ elementIds }) => elementIds.includes(element.id));
  const data = {
    ...{ type: TYPE_OF[isCurve ? "trust-boundary-curve" : shape] ?? "tm.Process", name: element.name },
    ...{
      description: element.description,
      isTrustBoundary: element.kind === "boundary",
      ...factsOf(element.attributes),
    },
    ...scopeOf(element.outOfScope),
    ...{ threats, hasOpenThreats: isOpen(threats), redoubtId: element.id },
  };
  const at = element.position ?? { x: 40 + (zIndex % 6) * 220, y: 40 + Math.floor(zIndex / 6) * 140 };
  const geometry = isCurve
    ? { source: { x: at.x, y: at.y }, target: { x: at.x + 200, y: at.y + 100 }, vertices: [], ...kept }
    : { position: at, size: element.size ?? BOX };
  const looks = { text: { text: element.name } };
  return { ...geometry, attrs: looks, shape, id: cellId(element), zIndex, visible: true, data };
}

function flowCell(context: Context, flow: ModelFlow, zIndex: number): unknown {
  const threats = threatsOn(context, ({ flowIds }) => flowIds.includes(flow.id));
  const find = (id: string | null) => context.document.elements.find((element) => element.id === id);
  const end = (id: string | null, point: { x: number; y: number } | undefined) => {
    const element = find(id);
    return element === undefined ? (point ?? { x: 40, y: 40 }) : { cell: cellId(element) };
  };
  const data = {
    ...{ type: "tm.Flow", name: flow.name, description: flow.description, isTrustBoundary: false },
    ...{ isBidirectional: flow.bidirectional, ...factsOf(flow.attributes) },
    ...scopeOf(flow.outOfScope),
    ...{ threats, hasOpenThreats: isOpen(threats), redoubtId: flow.id },
  };
  return {
    ...{ shape: "flow", id: cellId(flow), zIndex, connector: "smooth", width: 200, height: 100 },
    ...{
      attrs: { line: { targetMarker: { name: "block" } } },
      labels: [{ position: 0.5, attrs: { label: { text: flow.name } } }],
    },
    ...{ source: end(flow.sourceId, flow.route.source), target: end(flow.targetId, flow.route.target) },
    ...{ vertices: flow.route.vertices, data },
  };
}

interface WrittenThreat {
  readonly status: string;
}

function threatsOn(context: Context, stands: (threat: ModelThreat) => boolean): WrittenThreat[] {
  const { document, losses, placed, numbers } = context;
  return document.threats.filter(stands).flatMap((threat) => {
    if (placed.has(threat.id)) {
      losses.add("a threat on several elements stands on the first of them only");
      return [];
    }
    placed.add(threat.id);
    return [threatOf(document, threat, numbers.get(threat.id) ?? 0, losses)];
  });
}

function threatOf(document: ModelDocument, threat: ModelThreat, number: number, losses: Set<string>): WrittenThreat {
  const kept = object(threat.raw[FORMAT] as JsonValue);
  const controls = document.controls.filter(({ id }) => threat.controlIds.includes(id));
  const band = scoreBand(threat.scores.current) ?? scoreBand(threat.scores.inherent);
  const [letter] = threat.stride;
  if (threat.stride.length > 1) losses.add("a threat of several STRIDE kinds keeps the first");
  if (["demonstrated", "regressed", "in-treatment", "proposed"].includes(threat.state)) {
    losses.add(`the state ${threat.state} is written as ${STATUS_OF[threat.state]}`);
  }
  if (controls.some(({ reliesOn }) => reliesOn.length > 0)) losses.add("what a control relies on");
  const type = text(kept.type);
  const sameType = type !== undefined && strideOf(type) === letter;
  return {
    ...{ new: false, modelType: "STRIDE", score: "", ...kept },
    ...{ id: cellId(threat), title: threat.statement, description: threat.comment, number },
    type: sameType ? type : letter === undefined ? (type ?? "Tampering") : STRIDE_TYPE[letter],
    severity: text(kept.severity) ?? (band === null ? "TBD" : SEVERITY_OF[band]),
    status: STATUS_OF[threat.state],
    mitigation: joinMitigations(controls),
    redoubtId: threat.id,
  } as WrittenThreat;
}

function isOpen(threats: readonly WrittenThreat[]): boolean {
  return threats.some(({ status }) => status === "Open");
}

function scopeOf(reason: string | null) {
  return { outOfScope: reason !== null, reasonOutOfScope: reason ?? "" };
}

const FACT_OF: Readonly<Record<string, string>> = {
  encrypted: "isEncrypted",
  "public-network": "isPublicNetwork",
  "holds-keys": "storesCredentials",
};

function factsOf(attributes: ModelElement["attributes"]): Record<string, boolean | number | string> {
  return Object.fromEntries(Object.entries(attributes).map(([key, value]) => [FACT_OF[key] ?? key, value]));
}

/** The id that the file had, or the UUID that the row has; other ids become one that stays the same. */
function cellId(part: { readonly id: string; readonly originKey: string | null }): string {
  return originId(FORMAT, part.originKey) ?? uuidOf(part.id);
}

function uuidOf(id: string): string {
  const hex = /^[a-z]+_([0-9a-f]{32})$/.exec(id)?.[1];
  if (hex === undefined) return v5(id, v5.URL);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
