import { z } from "zod";
import { ElementKind } from "./kinds.ts";
import { ThreatState } from "./lifecycle.ts";
import { Scores } from "./score.ts";

/** Most of each that one project's model may hold. */
export const MODEL_LIMITS = {
  elements: 2000,
  flows: 4000,
  threats: 5000,
  controls: 2000,
  assumptions: 1000,
  diagrams: 50,
  depth: 20,
  rawBytes: 64 * 1024,
} as const;

const Coordinate = z.number().min(-1e6).max(1e6);
/** A place on a diagram in pixels, from its upper left corner; absolute, also inside a boundary. */
export const Point = z.strictObject({ x: Coordinate, y: Coordinate });
export type Point = z.infer<typeof Point>;
export const Size = z.strictObject({ width: z.number().min(1).max(1e6), height: z.number().min(1).max(1e6) });

const Line = z.string().max(500);
const Text = z.string().max(20_000);
/** Inside one document any text; in a document that was read from the database, a typed id. */
const LocalId = z.string().min(1).max(200);

export const AttributeKey = z.string().min(1).max(80);
export const Attributes = z
  .record(AttributeKey, z.union([z.boolean(), z.number(), z.string().max(2000)]))
  .refine((value) => Object.keys(value).length <= 100, "at most 100 attributes");
export type Attributes = z.infer<typeof Attributes>;

/** Fields that an import found and nothing here has a place for; given back on export to the same format. */
export const Raw = z
  .record(z.string().max(200), z.unknown())
  .refine((value) => JSON.stringify(value).length <= MODEL_LIMITS.rawBytes, "too much that is unknown");
export type Raw = z.infer<typeof Raw>;

/** A place in the code. `hash` is that of the function's text when it was last read; null until then. */
export const CodePin = z.strictObject({
  path: z.string().min(1).max(1000),
  container: Line.nullable(),
  callable: Line.nullable(),
  hash: z.string().max(128).nullable(),
});
export type CodePin = z.infer<typeof CodePin>;

/** A thing in the model. A boundary holds the elements that name it as parent; boundaries nest. */
export const ModelElement = z.strictObject({
  id: LocalId,
  kind: ElementKind,
  name: z.string().trim().min(1).max(200),
  description: Text,
  parentId: LocalId.nullable(),
  diagram: z.string().min(1).max(80),
  /** Of a boundary: 0 (nobody is trusted) to 3 (we decide). */
  trust: z.int().min(0).max(3).nullable(),
  attributes: Attributes,
  position: Point.nullable(),
  size: Size.nullable(),
  /** Why it is out of scope; null while it is in scope. */
  outOfScope: Line.nullable(),
  code: z.array(CodePin).max(200),
  assets: z.array(Line).max(100),
  /** Same thing, same key, whenever it is read again from code or from a file. */
  originKey: z.string().max(500).nullable(),
  raw: Raw,
});
export type ModelElement = z.infer<typeof ModelElement>;

/** Where a flow runs on the diagram; an end that hangs in the air has a point instead of an element. */
export const Route = z.strictObject({
  source: Point.optional(),
  target: Point.optional(),
  vertices: z.array(Point).max(200),
});
export type Route = z.infer<typeof Route>;

export const ModelFlow = z.strictObject({
  id: LocalId,
  name: z.string().trim().max(200),
  description: Text,
  diagram: z.string().min(1).max(80),
  sourceId: LocalId.nullable(),
  targetId: LocalId.nullable(),
  bidirectional: z.boolean(),
  attributes: Attributes,
  route: Route,
  outOfScope: Line.nullable(),
  originKey: z.string().max(500).nullable(),
  raw: Raw,
});
export type ModelFlow = z.infer<typeof ModelFlow>;

/** The parts of a threat's sentence; all may be missing. */
export const ThreatSlots = z.strictObject({
  source: Line.optional(),
  prerequisites: Line.optional(),
  action: Line.optional(),
  impact: Line.optional(),
  goals: z.array(Line).max(20).optional(),
  assets: z.array(Line).max(50).optional(),
});
export type ThreatSlots = z.infer<typeof ThreatSlots>;

export const STRIDE = ["S", "T", "R", "I", "D", "E"] as const;
export const Stride = z.enum(STRIDE);
export type Stride = z.infer<typeof Stride>;

export const ModelThreat = z.strictObject({
  id: LocalId,
  /** T-4 on screen; null in a document that was not read from here. */
  number: z.int().nullable(),
  statement: z.string().trim().min(1).max(1400),
  slots: ThreatSlots,
  classId: z.string().max(80).nullable(),
  catalogueKey: z.string().max(80).nullable(),
  stride: z.array(Stride).max(6),
  adversaries: z.array(z.string().max(40)).max(20),
  state: ThreatState,
  reason: z.string().max(80).nullable(),
  comment: Text,
  until: z.date().nullable(),
  scores: Scores,
  elementIds: z.array(LocalId).max(200),
  flowIds: z.array(LocalId).max(200),
  controlIds: z.array(LocalId).max(200),
  originKey: z.string().max(500).nullable(),
  raw: Raw,
});
export type ModelThreat = z.infer<typeof ModelThreat>;

export const CONTROL_KINDS = ["preventive", "detective", "responsive"] as const;
export const ControlKind = z.enum(CONTROL_KINDS);
export type ControlKind = z.infer<typeof ControlKind>;

export const CONTROL_STATES = ["suggested", "planned", "in-place", "retired", "declined"] as const;
export const ControlState = z.enum(CONTROL_STATES);
export type ControlState = z.infer<typeof ControlState>;

export const CapabilityId = z.string().regex(/^CAP-\d{2}$/, "a capability such as CAP-02");

export const ModelControl = z.strictObject({
  id: LocalId,
  number: z.int().nullable(),
  name: z.string().trim().min(1).max(300),
  description: Text,
  kind: ControlKind,
  state: ControlState,
  /** Capabilities that it hopes the attacker lacks. */
  reliesOn: z.array(CapabilityId).max(14),
  originKey: z.string().max(500).nullable(),
  raw: Raw,
});
export type ModelControl = z.infer<typeof ModelControl>;

export const VALIDITIES = ["unconfirmed", "confirmed", "rejected"] as const;
export const Validity = z.enum(VALIDITIES);
export type Validity = z.infer<typeof Validity>;

export const ModelAssumption = z.strictObject({
  id: LocalId,
  number: z.int().nullable(),
  text: z.string().trim().min(1).max(2000),
  validity: Validity,
  reviewBy: z.date().nullable(),
  threatIds: z.array(LocalId).max(500),
  controlIds: z.array(LocalId).max(500),
  originKey: z.string().max(500).nullable(),
  raw: Raw,
});
export type ModelAssumption = z.infer<typeof ModelAssumption>;

export const Diagram = z.strictObject({
  key: z.string().min(1).max(80),
  title: z.string().trim().min(1).max(200),
  raw: Raw.optional(),
});
export type Diagram = z.infer<typeof Diagram>;

/** A whole threat model in no tool's format: what readers and writers of formats, the editor and reports speak. */
export const ModelDocument = z.strictObject({
  title: z.string().trim().min(1).max(300),
  description: Text,
  diagrams: z.array(Diagram).min(1).max(MODEL_LIMITS.diagrams),
  elements: z.array(ModelElement).max(MODEL_LIMITS.elements),
  flows: z.array(ModelFlow).max(MODEL_LIMITS.flows),
  threats: z.array(ModelThreat).max(MODEL_LIMITS.threats),
  controls: z.array(ModelControl).max(MODEL_LIMITS.controls),
  assumptions: z.array(ModelAssumption).max(MODEL_LIMITS.assumptions),
  raw: Raw,
});
export type ModelDocument = z.infer<typeof ModelDocument>;

/** What must hold between the parts of a document; each problem names its place. Empty when all holds. */
export function documentProblems(document: ModelDocument): string[] {
  const problems: string[] = [];
  const ids = (what: string, rows: readonly { readonly id: string }[]): Set<string> => {
    const seen = new Set<string>();
    for (const { id } of rows) {
      if (seen.has(id)) problems.push(`${what} ${id}: the id stands twice`);
      seen.add(id);
    }
    return seen;
  };
  const elements = ids("element", document.elements);
  const flows = ids("flow", document.flows);
  const threats = ids("threat", document.threats);
  const controls = ids("control", document.controls);
  ids("assumption", document.assumptions);
  const diagrams = new Set(document.diagrams.map((diagram) => diagram.key));
  const kinds = new Map(document.elements.map((element) => [element.id, element.kind]));
  const need = (where: string, known: ReadonlySet<string>, wanted: readonly (string | null)[]): void => {
    for (const id of wanted) if (id !== null && !known.has(id)) problems.push(`${where}: there is no ${id}`);
  };
  for (const element of document.elements) {
    need(`element ${element.id}`, elements, [element.parentId]);
    need(`element ${element.id}`, diagrams, [element.diagram]);
    if (element.parentId !== null && kinds.has(element.parentId) && kinds.get(element.parentId) !== "boundary") {
      problems.push(`element ${element.id}: it stands in ${element.parentId}, which is no boundary`);
    }
  }
  for (const flow of document.flows) {
    need(`flow ${flow.id}`, elements, [flow.sourceId, flow.targetId]);
    need(`flow ${flow.id}`, diagrams, [flow.diagram]);
  }
  for (const threat of document.threats) {
    need(`threat ${threat.id}`, elements, threat.elementIds);
    need(`threat ${threat.id}`, flows, threat.flowIds);
    need(`threat ${threat.id}`, controls, threat.controlIds);
  }
  for (const assumption of document.assumptions) {
    need(`assumption ${assumption.id}`, threats, assumption.threatIds);
    need(`assumption ${assumption.id}`, controls, assumption.controlIds);
  }
  problems.push(...circles(document.elements));
  return problems;
}

/** Elements that stand in themselves, or deeper than boundaries may nest. */
export function circles(elements: readonly { readonly id: string; readonly parentId: string | null }[]): string[] {
  const parents = new Map(elements.map((element) => [element.id, element.parentId]));
  const problems: string[] = [];
  for (const { id } of elements) {
    let depth = 0;
    for (let at = parents.get(id) ?? null; at !== null; at = parents.get(at) ?? null) {
      depth += 1;
      if (at === id || depth > MODEL_LIMITS.depth) {
        problems.push(`element ${id}: boundaries stand in each other in a circle, or too deep`);
        break;
      }
    }
  }
  return problems;
}

/** An empty document with one diagram. */
export function emptyDocument(title: string): ModelDocument {
  return {
    ...{ title, description: "", diagrams: [{ key: "main", title: "Main" }] },
    ...{ elements: [], flows: [], threats: [], controls: [], assumptions: [], raw: {} },
  };
}
