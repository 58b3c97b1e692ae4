import { z } from "zod";
import { toTypedId } from "../shared/index.ts";
import type { Prisma } from "../shared/server.ts";
import { ElementKind } from "./kinds.ts";
import {
  Attributes,
  CodePin,
  Diagram,
  type ModelAssumption,
  type ModelControl,
  type ModelElement,
  type ModelFlow,
  type ModelThreat,
  ControlKind,
  ControlState,
  Raw,
  Route,
  Stride,
  ThreatSlots,
  Validity,
} from "./model.ts";
import { ThreatState } from "./lifecycle.ts";
import type { Scores } from "./score.ts";

export const ELEMENT_SELECT = {
  id: true,
  kind: true,
  name: true,
  description: true,
  parentId: true,
  diagram: true,
  trust: true,
  attributes: true,
  x: true,
  y: true,
  width: true,
  height: true,
  outOfScope: true,
  code: true,
  assets: true,
  originKey: true,
  raw: true,
  rowVersion: true,
} as const satisfies Prisma.ModelElementSelect;
type ElementRow = Prisma.ModelElementGetPayload<{ select: typeof ELEMENT_SELECT }>;

export function toElement(row: ElementRow): ModelElement {
  return {
    id: toTypedId("modelElement", row.id),
    kind: ElementKind.parse(row.kind),
    name: row.name,
    description: row.description,
    parentId: row.parentId === null ? null : toTypedId("modelElement", row.parentId),
    diagram: row.diagram,
    trust: row.trust,
    attributes: Attributes.parse(row.attributes),
    position: row.x === null || row.y === null ? null : { x: row.x, y: row.y },
    size: row.width === null || row.height === null ? null : { width: row.width, height: row.height },
    outOfScope: row.outOfScope,
    code: z.array(CodePin).parse(row.code),
    assets: row.assets,
    originKey: row.originKey,
    raw: Raw.parse(row.raw),
  };
}

export const FLOW_SELECT = {
  id: true,
  name: true,
  description: true,
  diagram: true,
  sourceId: true,
  targetId: true,
  bidirectional: true,
  attributes: true,
  route: true,
  outOfScope: true,
  originKey: true,
  raw: true,
  rowVersion: true,
} as const satisfies Prisma.ModelFlowSelect;
type FlowRow = Prisma.ModelFlowGetPayload<{ select: typeof FLOW_SELECT }>;

export function toFlow(row: FlowRow): ModelFlow {
  const end = (id: string | null) => (id === null ? null : toTypedId("modelElement", id));
  return {
    id: toTypedId("modelFlow", row.id),
    name: row.name,
    description: row.description,
    diagram: row.diagram,
    sourceId: end(row.sourceId),
    targetId: end(row.targetId),
    bidirectional: row.bidirectional,
    attributes: Attributes.parse(row.attributes),
    route: Route.parse({ vertices: [], ...z.record(z.string(), z.unknown()).parse(row.route) }),
    outOfScope: row.outOfScope,
    originKey: row.originKey,
    raw: Raw.parse(row.raw),
  };
}

const SCORE_COLUMNS = {
  inherentLikelihood: true,
  inherentImpact: true,
  currentLikelihood: true,
  currentImpact: true,
  projectedLikelihood: true,
  projectedImpact: true,
} as const;
type ScoreRow = Readonly<Record<keyof typeof SCORE_COLUMNS, number | null>>;

export function toScores(row: ScoreRow): Scores {
  return {
    inherent: { likelihood: row.inherentLikelihood, impact: row.inherentImpact },
    current: { likelihood: row.currentLikelihood, impact: row.currentImpact },
    projected: { likelihood: row.projectedLikelihood, impact: row.projectedImpact },
  };
}

export function scoreColumns({ inherent, current, projected }: Scores): ScoreRow {
  return {
    ...{ inherentLikelihood: inherent.likelihood, inherentImpact: inherent.impact },
    ...{ currentLikelihood: current.likelihood, currentImpact: current.impact },
    ...{ projectedLikelihood: projected.likelihood, projectedImpact: projected.impact },
  };
}

const THREAT_CONTENT = {
  id: true,
  number: true,
  statement: true,
  slots: true,
  classId: true,
  catalogueKey: true,
  stride: true,
  adversaries: true,
  state: true,
  reason: true,
  comment: true,
  until: true,
  originKey: true,
  ...SCORE_COLUMNS,
} as const satisfies Prisma.ThreatSelect;

export const MODEL_THREAT_SELECT = {
  ...THREAT_CONTENT,
  raw: true,
  elements: { where: { element: { removedAt: null } }, select: { elementId: true }, orderBy: { elementId: "asc" } },
  flows: { where: { flow: { removedAt: null } }, select: { flowId: true }, orderBy: { flowId: "asc" } },
  controls: { where: { control: { removedAt: null } }, select: { controlId: true }, orderBy: { controlId: "asc" } },
} as const satisfies Prisma.ThreatSelect;

type ContentRow = Prisma.ThreatGetPayload<{ select: typeof THREAT_CONTENT }>;

/** What a document and a screen say of a threat alike. */
export function threatContent(row: ContentRow) {
  return {
    statement: row.statement,
    slots: ThreatSlots.parse(row.slots),
    classId: row.classId,
    catalogueKey: row.catalogueKey,
    stride: z.array(Stride).parse(row.stride),
    adversaries: row.adversaries,
    state: ThreatState.parse(row.state),
    reason: row.reason,
    comment: row.comment,
    until: row.until,
    scores: toScores(row),
    originKey: row.originKey,
  };
}

export function toModelThreat(row: Prisma.ThreatGetPayload<{ select: typeof MODEL_THREAT_SELECT }>): ModelThreat {
  return {
    ...{ id: toTypedId("threat", row.id), number: row.number },
    ...threatContent(row),
    elementIds: row.elements.map(({ elementId }) => toTypedId("modelElement", elementId)),
    flowIds: row.flows.map(({ flowId }) => toTypedId("modelFlow", flowId)),
    controlIds: row.controls.map(({ controlId }) => toTypedId("control", controlId)),
    raw: Raw.parse(row.raw),
  };
}

export { THREAT_CONTENT };

export const MODEL_CONTROL_SELECT = {
  id: true,
  number: true,
  name: true,
  description: true,
  kind: true,
  state: true,
  reliesOn: true,
  originKey: true,
  raw: true,
} as const satisfies Prisma.ControlSelect;

export function toModelControl(row: Prisma.ControlGetPayload<{ select: typeof MODEL_CONTROL_SELECT }>): ModelControl {
  return {
    id: toTypedId("control", row.id),
    number: row.number,
    name: row.name,
    description: row.description,
    kind: ControlKind.parse(row.kind),
    state: ControlState.parse(row.state),
    reliesOn: row.reliesOn,
    originKey: row.originKey,
    raw: Raw.parse(row.raw),
  };
}

export const MODEL_ASSUMPTION_SELECT = {
  id: true,
  number: true,
  text: true,
  validity: true,
  reviewBy: true,
  originKey: true,
  raw: true,
  threats: { where: { threat: { removedAt: null } }, select: { threatId: true }, orderBy: { threatId: "asc" } },
  controls: { where: { control: { removedAt: null } }, select: { controlId: true }, orderBy: { controlId: "asc" } },
} as const satisfies Prisma.AssumptionSelect;

export function toModelAssumption(
  row: Prisma.AssumptionGetPayload<{ select: typeof MODEL_ASSUMPTION_SELECT }>,
): ModelAssumption {
  return {
    id: toTypedId("assumption", row.id),
    number: row.number,
    text: row.text,
    validity: Validity.parse(row.validity),
    reviewBy: row.reviewBy,
    threatIds: row.threats.map(({ threatId }) => toTypedId("threat", threatId)),
    controlIds: row.controls.map(({ controlId }) => toTypedId("control", controlId)),
    originKey: row.originKey,
    raw: Raw.parse(row.raw),
  };
}

/** The diagrams of a version; there is always one. */
export function toDiagrams(value: unknown): Diagram[] {
  return z.array(Diagram).min(1).parse(value);
}
