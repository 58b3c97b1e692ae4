import type { ModelElement, ModelFlow } from "./model.ts";

/** A box of a drawing as the Eclipse Layout Kernel takes and answers it; places relative to what holds it. */
export interface ArrangedNode {
  id: string;
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  children?: ArrangedNode[];
  layoutOptions?: Record<string, string>;
}

export interface ArrangementGraph extends ArrangedNode {
  children: ArrangedNode[];
  edges: { id: string; sources: string[]; targets: string[] }[];
}

/** What arranges: ELK in a browser or in the worker. */
export type Arrange = (graph: ArrangementGraph) => Promise<ArrangedNode>;

/** Places in the drawing, not relative to anything. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Size = Pick<Place, "width" | "height">;
type Box = Pick<ModelElement, "id" | "kind" | "parentId" | "size">;
type Arrow = Pick<ModelFlow, "id" | "sourceId" | "targetId">;

export const BOX: Size = { width: 184, height: 52 };

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.layered.spacing.nodeNodeBetweenLayers": "64",
  "elk.spacing.nodeNode": "40",
  "elk.spacing.componentComponent": "64",
};
const INSIDE = { "elk.padding": "[top=48,left=32,bottom=32,right=32]" };

/** The drawing as a graph, boundaries around what they hold. */
export function arrangementGraph(elements: readonly Box[], flows: readonly Arrow[]): ArrangementGraph {
  const within = new Map<string | null, Box[]>();
  for (const element of elements) within.set(element.parentId, [...(within.get(element.parentId) ?? []), element]);
  const childrenOf = (parentId: string | null): ArrangedNode[] =>
    (within.get(parentId) ?? []).map((element) => {
      const children = childrenOf(element.id);
      const { width, height } = element.kind === "boundary" ? BOX : (element.size ?? BOX);
      return { id: element.id, width, height, ...(children.length > 0 ? { children, layoutOptions: INSIDE } : {}) };
    });
  const edges = flows.flatMap(({ id, sourceId, targetId }) =>
    sourceId === null || targetId === null ? [] : [{ id, sources: [sourceId], targets: [targetId] }],
  );
  return { id: "root", layoutOptions: OPTIONS, children: childrenOf(null), edges };
}

/** Where everything stands in an arranged graph, in whole pixels. */
export function placesOf(arranged: ArrangedNode): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  const walk = (node: ArrangedNode, left: number, top: number): void => {
    for (const child of node.children ?? []) {
      const [x, y] = [left + (child.x ?? 0), top + (child.y ?? 0)];
      const { width, height } = { ...BOX, ...child };
      places.set(child.id, {
        ...{ x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) },
      });
      walk(child, x, y);
    }
  };
  walk(arranged, 0, 0);
  return places;
}

/** The same elements at the places that `arrange` gives them; those that it leaves out stay where they are. */
export async function arranged(
  elements: readonly ModelElement[],
  flows: readonly ModelFlow[],
  arrange: Arrange,
): Promise<ModelElement[]> {
  const places = placesOf(await arrange(arrangementGraph(elements, flows)));
  return elements.map((element) => {
    const place = places.get(element.id);
    if (place === undefined) return element;
    const { x, y, width, height } = place;
    return { ...element, position: { x, y }, size: { width, height } };
  });
}
