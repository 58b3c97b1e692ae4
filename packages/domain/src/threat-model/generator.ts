import { z } from "zod";
import { carriesFlows, ElementKind } from "./kinds.ts";
import { AttributeKey, type ModelDocument, type ModelElement, type ModelFlow, Stride } from "./model.ts";

/** A condition over one element or flow; nesting is bounded where it is parsed. */
export type Condition =
  | { readonly kind: readonly ElementKind[] }
  | { readonly attribute: string; readonly is: boolean | string }
  | { readonly attribute: string; readonly atLeast: number }
  | { readonly attribute: string; readonly below: number }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly incoming: Condition }
  | { readonly outgoing: Condition }
  | { readonly source: Condition }
  | { readonly target: Condition }
  | { readonly within: Condition };

const MAX_DEPTH = 6;
const leaf = [
  z.strictObject({ kind: z.array(ElementKind).min(1).max(20) }),
  z.strictObject({ attribute: AttributeKey, is: z.union([z.boolean(), z.string().max(200)]) }),
  z.strictObject({ attribute: AttributeKey, atLeast: z.number() }),
  z.strictObject({ attribute: AttributeKey, below: z.number() }),
] as const;

function conditionOf(depth: number): z.ZodType<Condition> {
  if (depth === 0) return z.union(leaf);
  const inner = conditionOf(depth - 1);
  return z.union([
    ...leaf,
    z.strictObject({ all: z.array(inner).min(1).max(20) }),
    z.strictObject({ any: z.array(inner).min(1).max(20) }),
    z.strictObject({ not: inner }),
    z.strictObject({ incoming: inner }),
    z.strictObject({ outgoing: inner }),
    z.strictObject({ source: inner }),
    z.strictObject({ target: inner }),
    z.strictObject({ within: inner }),
  ]);
}
export const Condition: z.ZodType<Condition> = conditionOf(MAX_DEPTH);

export const GENERATOR_SUBJECTS = ["element", "flow", "crossing"] as const;

/**
 * A rule that proposes threats from a model: declarative data, never a program. `element` looks at each element, `flow`
 * at each flow with two ends, `crossing` at each flow that crosses a boundary.
 */
export const Generator = z.strictObject({
  key: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "use a-z, 0-9 and single hyphens")
    .max(80),
  title: z.string().trim().min(1).max(200),
  /** Key of the catalogue's entry. */
  threat: z.string().max(80).nullable(),
  stride: z.array(Stride).max(6).default([]),
  subject: z.enum(GENERATOR_SUBJECTS),
  when: Condition,
  /** With {element}, {source}, {target} or {flow}. */
  statement: z.string().trim().min(1).max(500),
  /** What is true where it fires. */
  why: z.string().trim().min(1).max(500),
  /** 1 (first) to 9: which proposals come first when there are too many. */
  rank: z.int().min(1).max(9).default(5),
});
export type Generator = z.infer<typeof Generator>;

/** One threat that a generator proposes. `key` is the generator and the elements: made again, it is the same. */
export interface GeneratedThreat {
  readonly key: string;
  readonly generator: string;
  readonly threat: string | null;
  readonly stride: readonly Stride[];
  readonly statement: string;
  readonly why: string;
  readonly rank: number;
  readonly elementIds: readonly string[];
  readonly flowIds: readonly string[];
}

interface Subject {
  readonly element?: ModelElement;
  readonly flow?: ModelFlow;
}

/** Looks up, once per model, what conditions ask for again and again. */
class Scene {
  readonly elements: ReadonlyMap<string, ModelElement>;
  readonly incoming = new Map<string, ModelFlow[]>();
  readonly outgoing = new Map<string, ModelFlow[]>();

  constructor(model: Pick<ModelDocument, "elements" | "flows">) {
    this.elements = new Map(model.elements.map((element) => [element.id, element]));
    for (const flow of model.flows) {
      for (const [from, to] of flow.bidirectional
        ? [
            [flow.sourceId, flow.targetId],
            [flow.targetId, flow.sourceId],
          ]
        : [[flow.sourceId, flow.targetId]]) {
        if (from) push(this.outgoing, from, flow);
        if (to) push(this.incoming, to, flow);
      }
    }
  }

  get(id: string | null): ModelElement | undefined {
    return id === null ? undefined : this.elements.get(id);
  }

  /** The boundaries around an element, innermost first. */
  boundaries(element: ModelElement): ModelElement[] {
    const found: ModelElement[] = [];
    const seen = new Set<string>();
    for (let at = this.get(element.parentId); at !== undefined && !seen.has(at.id); at = this.get(at.parentId)) {
      seen.add(at.id);
      found.push(at);
    }
    return found;
  }

  crosses(flow: ModelFlow): boolean {
    const [from, to] = [this.get(flow.sourceId), this.get(flow.targetId)];
    return from !== undefined && to !== undefined && from.parentId !== to.parentId;
  }
}

function push(map: Map<string, ModelFlow[]>, key: string, flow: ModelFlow): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [flow]);
  else list.push(flow);
}

function holds(scene: Scene, condition: Condition, subject: Subject): boolean {
  if ("all" in condition) return condition.all.every((each) => holds(scene, each, subject));
  if ("any" in condition) return condition.any.some((each) => holds(scene, each, subject));
  if ("not" in condition) return !holds(scene, condition.not, subject);
  if ("kind" in condition) return subject.element !== undefined && condition.kind.includes(subject.element.kind);
  if ("source" in condition) return onEnd(scene, condition.source, subject.flow?.sourceId ?? null);
  if ("target" in condition) return onEnd(scene, condition.target, subject.flow?.targetId ?? null);
  if ("incoming" in condition) return onFlows(scene, condition.incoming, subject, scene.incoming);
  if ("outgoing" in condition) return onFlows(scene, condition.outgoing, subject, scene.outgoing);
  if ("within" in condition) {
    const { element } = subject;
    return (
      element !== undefined &&
      scene.boundaries(element).some((boundary) => holds(scene, condition.within, { element: boundary }))
    );
  }
  const attributes = subject.element?.attributes ?? subject.flow?.attributes ?? {};
  const value = Object.hasOwn(attributes, condition.attribute) ? attributes[condition.attribute] : undefined;
  if ("is" in condition)
    return condition.is === false ? value === false || value === undefined : value === condition.is;
  if (typeof value !== "number") return false;
  return "atLeast" in condition ? value >= condition.atLeast : value < condition.below;
}

function onEnd(scene: Scene, condition: Condition, id: string | null): boolean {
  const element = scene.get(id);
  return element !== undefined && holds(scene, condition, { element });
}

function onFlows(
  scene: Scene,
  condition: Condition,
  { element }: Subject,
  map: ReadonlyMap<string, readonly ModelFlow[]>,
): boolean {
  return element !== undefined && (map.get(element.id) ?? []).some((flow) => holds(scene, condition, { flow }));
}

/**
 * All threats that generators propose for a model, first those of low rank. What is out of scope proposes nothing. The
 * answer is a function of model and generators alone: order of elements does not matter to keys.
 */
export function generateThreats(
  model: Pick<ModelDocument, "elements" | "flows">,
  generators: readonly Generator[],
): GeneratedThreat[] {
  const scene = new Scene(model);
  const found = new Map<string, GeneratedThreat>();
  const elements = model.elements.filter((element) => element.outOfScope === null && carriesFlows(element.kind));
  const flows = model.flows.filter(
    (flow) =>
      flow.outOfScope === null && scene.get(flow.sourceId) !== undefined && scene.get(flow.targetId) !== undefined,
  );
  for (const generator of generators) {
    if (generator.subject === "element") {
      for (const element of elements) {
        if (holds(scene, generator.when, { element })) add(found, generator, scene, { element });
      }
      continue;
    }
    for (const flow of flows) {
      if (generator.subject === "crossing" && !scene.crosses(flow)) continue;
      if (holds(scene, generator.when, { flow })) add(found, generator, scene, { flow });
    }
  }
  return [...found.values()].sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
}

/** The key of a proposal: the generator and the elements that it is about, in an order that never changes. */
export function stableKey(generator: string, elementIds: readonly string[]): string {
  return `${generator}|${[...new Set(elementIds)].sort().join("+")}`;
}

function add(found: Map<string, GeneratedThreat>, generator: Generator, scene: Scene, subject: Subject): void {
  const { element, flow } = subject;
  const ends = [scene.get(flow?.sourceId ?? null), scene.get(flow?.targetId ?? null)];
  const elementIds = element === undefined ? ends.flatMap((end) => (end === undefined ? [] : [end.id])) : [element.id];
  const key = stableKey(generator.key, elementIds);
  const before = found.get(key);
  // Two flows between the same elements are one threat with both.
  if (before !== undefined) {
    if (flow !== undefined) found.set(key, { ...before, flowIds: [...before.flowIds, flow.id].sort() });
    return;
  }
  const names: Readonly<Record<string, string>> = {
    element: element?.name ?? ends[1]?.name ?? "",
    source: ends[0]?.name ?? "",
    target: ends[1]?.name ?? "",
    flow: flow?.name || "this flow",
  };
  const filled = (text: string) =>
    text.replace(/\{(element|source|target|flow)\}/g, (_all, name: string) => names[name] ?? "");
  found.set(key, {
    ...{ key, generator: generator.key, threat: generator.threat, stride: generator.stride, rank: generator.rank },
    ...{
      statement: filled(generator.statement),
      why: filled(generator.why),
      elementIds: [...new Set(elementIds)].sort(),
    },
    flowIds: flow === undefined ? [] : [flow.id],
  });
}
