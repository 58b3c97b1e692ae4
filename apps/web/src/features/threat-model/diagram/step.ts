import type { DiagramElement, DiagramFlow, ElementChange, FlowChange } from "@redoubt/domain/threat-model";
import { elementChange, flowChange } from "../outline/use-change.ts";
import type { Diagram } from "../outline/outline-screen.tsx";

/** One step of the drawing: what shall be, and what shall go. Row versions are filled in when it is sent. */
export interface Step {
  readonly elements: readonly ElementChange[];
  readonly flows: readonly FlowChange[];
  readonly removeElements: readonly string[];
  readonly removeFlows: readonly string[];
}

export const NO_STEP: Step = { elements: [], flows: [], removeElements: [], removeFlows: [] };

/** The drawing after a step, as the server will answer it. */
export function applyStep(diagram: Diagram, step: Step): Diagram {
  const goneElements = new Set(step.removeElements);
  const goneFlows = new Set(step.removeFlows);
  const elements = new Map(diagram.elements.map((element) => [element.id, element]));
  for (const change of step.elements) {
    const before = elements.get(change.id);
    const { threatsFrom: _copy, ...content } = change;
    elements.set(change.id, {
      ...(before ?? FRESH),
      ...content,
      rowVersion: before?.rowVersion ?? 0,
    } as DiagramElement);
  }
  const flows = new Map(diagram.flows.map((flow) => [flow.id, flow]));
  for (const change of step.flows) {
    const before = flows.get(change.id);
    flows.set(change.id, { ...(before ?? FRESH), ...change, rowVersion: before?.rowVersion ?? 0 } as DiagramFlow);
  }
  return {
    ...diagram,
    elements: [...elements.values()]
      .filter(({ id }) => !goneElements.has(id))
      .map((each) => (each.parentId !== null && goneElements.has(each.parentId) ? { ...each, parentId: null } : each)),
    flows: [...flows.values()].filter(
      ({ id, sourceId, targetId }) =>
        !goneFlows.has(id) && !goneElements.has(sourceId ?? "") && !goneElements.has(targetId ?? ""),
    ),
  };
}

const FRESH = { originKey: null, raw: {}, openThreats: 0, threats: 0 } as const;

/** The step that takes a step back, made from the drawing before it. */
export function inverseOf(diagram: Diagram, step: Step): Step {
  const elements = new Map(diagram.elements.map((element) => [element.id, element]));
  const flows = new Map(diagram.flows.map((flow) => [flow.id, flow]));
  const gone = new Set(step.removeElements);
  const inside = diagram.elements.filter(({ parentId }) => parentId !== null && gone.has(parentId));
  const beside = diagram.flows.filter(({ sourceId, targetId }) => gone.has(sourceId ?? "") || gone.has(targetId ?? ""));
  const elementIds = new Set([...step.elements.map(({ id }) => id), ...gone, ...inside.map(({ id }) => id)]);
  const flowIds = new Set([...step.flows.map(({ id }) => id), ...step.removeFlows, ...beside.map(({ id }) => id)]);
  const was = <T>(known: ReadonlyMap<string, T>, ids: Iterable<string>): T[] =>
    [...ids].flatMap((id) => known.get(id) ?? []);
  return {
    elements: was(elements, elementIds).map((element) => elementChange(element, element.diagram)),
    flows: was(flows, flowIds).map((flow) => flowChange(flow, flow.diagram)),
    removeElements: step.elements.map(({ id }) => id).filter((id) => !elements.has(id)),
    removeFlows: step.flows.map(({ id }) => id).filter((id) => !flows.has(id)),
  };
}
