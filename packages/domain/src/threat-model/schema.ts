import { z } from "zod";
import { ProjectScope, typedId } from "../shared/index.ts";
import { RuleOutReason, ThreatCommand, ThreatOrigin, ThreatState } from "./lifecycle.ts";
import {
  CapabilityId,
  CodePin,
  ControlKind,
  ControlState,
  ModelControl,
  ModelDocument,
  ModelElement,
  ModelFlow,
  ModelThreat,
  Validity,
} from "./model.ts";
import { Scores } from "./score.ts";

/** A member as lists name them. */
export const ModelPerson = z.object({ id: z.string(), name: z.string() });
export type ModelPerson = z.infer<typeof ModelPerson>;

/** An element on the diagram: as in a document, with what a change must name and how many threats are open on it. */
export const DiagramElement = ModelElement.extend({ rowVersion: z.int(), openThreats: z.int(), threats: z.int() });
export type DiagramElement = z.infer<typeof DiagramElement>;
export const DiagramFlow = ModelFlow.extend({ rowVersion: z.int(), openThreats: z.int(), threats: z.int() });
export type DiagramFlow = z.infer<typeof DiagramFlow>;

/** Where a threat stands, as lists name it. */
export const PlaceRef = z.object({ id: z.string(), name: z.string(), kind: z.string(), removed: z.boolean() });
export type PlaceRef = z.infer<typeof PlaceRef>;

/** A control as a threat names it. `isVoid`: it counts for nothing. */
export const ControlRef = z.object({
  number: z.int(),
  name: z.string(),
  kind: ControlKind,
  state: ControlState,
  isVoid: z.boolean(),
});
export type ControlRef = z.infer<typeof ControlRef>;

export const THREAT_ORIGINS = ["hand", "draft", "generator", "import"] as const;

/** One threat of a project. Dates of `due` have no time of day. */
export const Threat = ModelThreat.omit({
  elementIds: true,
  flowIds: true,
  controlIds: true,
  raw: true,
  id: true,
  number: true,
}).extend({
  id: z.string(),
  number: z.int(),
  owner: ModelPerson.nullable(),
  due: z.date().nullable(),
  origin: z.enum(THREAT_ORIGINS),
  generatorKey: z.string().nullable(),
  /** Why it was proposed. */
  why: z.string(),
  elements: z.array(PlaceRef),
  flows: z.array(PlaceRef),
  controls: z.array(ControlRef),
  createdAt: z.date(),
  updatedAt: z.date(),
  rowVersion: z.int(),
});
export type Threat = z.infer<typeof Threat>;

/** One line of a threat's history; append-only. */
export const ThreatEvent = z.object({
  id: z.string(),
  at: z.date(),
  command: ThreatCommand,
  origin: ThreatOrigin,
  actor: z.string().nullable(),
  from: ThreatState,
  to: ThreatState,
  reason: z.string().nullable(),
  comment: z.string(),
  undone: z.boolean(),
});
export type ThreatEvent = z.infer<typeof ThreatEvent>;

export const AssumptionRef = z.object({ number: z.int(), text: z.string(), validity: Validity });

export const ThreatDetail = Threat.extend({
  events: z.array(ThreatEvent),
  assumptions: z.array(AssumptionRef),
  code: z.array(CodePin.extend({ element: z.string() })),
});
export type ThreatDetail = z.infer<typeof ThreatDetail>;

export const ThreatRef = z.object({ number: z.int(), statement: z.string(), state: ThreatState });
export type ThreatRef = z.infer<typeof ThreatRef>;

export const Control = ModelControl.omit({ raw: true, id: true, number: true }).extend({
  id: z.string(),
  number: z.int(),
  owner: ModelPerson.nullable(),
  due: z.date().nullable(),
  /** Why it counts for nothing; empty when it counts. */
  voidReasons: z.array(z.object({ capability: z.string(), why: z.string() })),
  threats: z.array(ThreatRef),
  updatedAt: z.date(),
  rowVersion: z.int(),
});
export type Control = z.infer<typeof Control>;

export const Assumption = z.object({
  id: z.string(),
  number: z.int(),
  text: z.string(),
  validity: Validity,
  reviewBy: z.date().nullable(),
  owner: ModelPerson.nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.date().nullable(),
  threats: z.array(ThreatRef),
  controls: z.array(z.object({ number: z.int(), name: z.string() })),
  rowVersion: z.int(),
});
export type Assumption = z.infer<typeof Assumption>;

export const WriteModel = ProjectScope.extend({
  document: ModelDocument,
  /** `merge` adds and changes; `replace` also takes out what the document does not hold. */
  mode: z.enum(["merge", "replace"]),
});
export type WriteModel = z.infer<typeof WriteModel>;

const Ids = z.record(z.string(), z.string());

/** What a written document did, in numbers, and which id each of its parts has now. */
export const WrittenModel = z.object({
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
  ids: z.object({ elements: Ids, flows: Ids, threats: Ids, controls: Ids, assumptions: Ids }),
});
export type WrittenModel = z.infer<typeof WrittenModel>;

const Row = { rowVersion: z.int().min(0) };
const ElementId = typedId("modelElement");
const FlowId = typedId("modelFlow");

/** A new element (row version 0, an id made by the editor), or one as it shall be; a removed one comes back. */
export const ElementChange = ModelElement.omit({ id: true, parentId: true, raw: true, originKey: true }).extend({
  ...Row,
  id: ElementId,
  parentId: ElementId.nullable(),
  /** Copies the threats of this element to the new one. */
  threatsFrom: ElementId.optional(),
});
export type ElementChange = z.infer<typeof ElementChange>;

export const FlowChange = ModelFlow.omit({
  id: true,
  sourceId: true,
  targetId: true,
  raw: true,
  originKey: true,
}).extend({
  ...Row,
  id: FlowId,
  sourceId: ElementId.nullable(),
  targetId: ElementId.nullable(),
});
export type FlowChange = z.infer<typeof FlowChange>;

/** One step of the editor: all of it happens, or none. */
export const ChangeDiagram = ProjectScope.extend({
  elements: z.array(ElementChange).max(500).default([]),
  flows: z.array(FlowChange).max(1000).default([]),
  removeElements: z
    .array(z.strictObject({ ...Row, id: ElementId }))
    .max(500)
    .default([]),
  removeFlows: z
    .array(z.strictObject({ ...Row, id: FlowId }))
    .max(1000)
    .default([]),
});
export type ChangeDiagram = z.infer<typeof ChangeDiagram>;

const MemberId = typedId("member").nullable();
const ThreatNumber = z.int().positive();

const ThreatContent = ModelThreat.pick({
  statement: true,
  slots: true,
  classId: true,
  catalogueKey: true,
  stride: true,
  adversaries: true,
}).extend({
  scores: Scores,
  elementIds: z.array(ElementId).max(200),
  flowIds: z.array(FlowId).max(200),
  ownerId: MemberId,
  due: z.date().nullable(),
});

/** A threat in one sentence; everything else may come later. */
export const RecordThreat = ProjectScope.extend({
  ...ThreatContent.partial().shape,
  statement: ThreatContent.shape.statement,
});
export type RecordThreat = z.infer<typeof RecordThreat>;

export const UpdateThreat = ProjectScope.extend({ ...ThreatContent.partial().shape, ...Row, number: ThreatNumber });
export type UpdateThreat = z.infer<typeof UpdateThreat>;

export const ThreatSelector = ProjectScope.extend({ number: ThreatNumber });
export type ThreatSelector = z.infer<typeof ThreatSelector>;

export const MoveThreat = ThreatSelector.extend({
  ...Row,
  command: ThreatCommand.exclude(["demonstrate", "regress", "lose-control", "expire", "undo"]),
  reason: RuleOutReason.optional(),
  comment: z.string().trim().max(4000).optional(),
  ownerId: typedId("member").optional(),
  until: z.date().optional(),
});
export type MoveThreat = z.infer<typeof MoveThreat>;

export const ListThreats = ProjectScope.extend({
  states: z.array(ThreatState).max(10).default([]),
  element: ElementId.optional(),
  /** A class of weakness, as the catalogue names it. */
  classId: ModelThreat.shape.classId.unwrap().optional(),
  /** An entry of the catalogue. */
  catalogueKey: ModelThreat.shape.catalogueKey.unwrap().optional(),
  text: z.string().max(200).default(""),
  after: z.int().min(0).default(0),
  limit: z.int().min(1).max(500).default(200),
});
export type ListThreats = z.infer<typeof ListThreats>;

const ControlContent = ModelControl.pick({ name: true, description: true, kind: true, reliesOn: true }).extend({
  reliesOn: z.array(CapabilityId).max(14),
  ownerId: MemberId,
  due: z.date().nullable(),
});

export const RecordControl = ProjectScope.extend({
  ...ControlContent.partial().shape,
  name: ControlContent.shape.name,
  kind: ControlContent.shape.kind,
  state: ControlState.default("planned"),
  /** Numbers of the threats that it answers. */
  threats: z.array(ThreatNumber).max(200).default([]),
});
export type RecordControl = z.infer<typeof RecordControl>;

export const UpdateControl = ProjectScope.extend({ ...ControlContent.partial().shape, ...Row, number: ThreatNumber });
export type UpdateControl = z.infer<typeof UpdateControl>;

export const MoveControl = ProjectScope.extend({ ...Row, number: ThreatNumber, state: ControlState });
export type MoveControl = z.infer<typeof MoveControl>;

export const LinkControl = ProjectScope.extend({ control: ThreatNumber, threat: ThreatNumber, linked: z.boolean() });
export type LinkControl = z.infer<typeof LinkControl>;

const AssumptionContent = z.strictObject({
  text: z.string().trim().min(1).max(2000),
  reviewBy: z.date().nullable(),
  ownerId: MemberId,
  threats: z.array(ThreatNumber).max(200),
  controls: z.array(ThreatNumber).max(200),
});

export const RecordAssumption = ProjectScope.extend({
  ...AssumptionContent.partial().shape,
  text: AssumptionContent.shape.text,
});
export type RecordAssumption = z.infer<typeof RecordAssumption>;

export const UpdateAssumption = ProjectScope.extend({
  ...AssumptionContent.partial().shape,
  ...Row,
  number: ThreatNumber,
});
export type UpdateAssumption = z.infer<typeof UpdateAssumption>;

export const JudgeAssumption = ProjectScope.extend({ ...Row, number: ThreatNumber, validity: Validity });
export type JudgeAssumption = z.infer<typeof JudgeAssumption>;
