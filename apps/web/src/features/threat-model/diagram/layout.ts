import type { ElementChange } from "@redoubt/domain/threat-model";
import type { ElkNode } from "elkjs/lib/elk-api";
import type { Diagram } from "../outline/outline-screen.tsx";
import { elementChange } from "../outline/use-change.ts";
import { BOX, sizeOf } from "./geometry.ts";

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

/** Places for everything by ELK, boundaries around what they hold. Changes only what moves. */
export async function layOut(diagram: Diagram): Promise<ElementChange[]> {
  const { default: Elk } = await import("elkjs/lib/elk.bundled.js");
  const childrenOf = (parentId: string | null): ElkNode[] =>
    diagram.elements
      .filter((element) => element.parentId === parentId)
      .map((element) => {
        const children = childrenOf(element.id);
        const { width, height } = element.kind === "boundary" ? BOX : sizeOf(element);
        return { id: element.id, width, height, ...(children.length > 0 ? { children, layoutOptions: INSIDE } : {}) };
      });
  const edges = diagram.flows.flatMap(({ id, sourceId, targetId }) =>
    sourceId === null || targetId === null ? [] : [{ id, sources: [sourceId], targets: [targetId] }],
  );
  const placed = await new Elk().layout({ id: "root", layoutOptions: OPTIONS, children: childrenOf(null), edges });
  const places = new Map<string, { x: number; y: number; width: number; height: number }>();
  const walk = (node: ElkNode, left: number, top: number): void => {
    for (const child of node.children ?? []) {
      const [x, y] = [left + (child.x ?? 0), top + (child.y ?? 0)];
      places.set(child.id, { x, y, width: child.width ?? BOX.width, height: child.height ?? BOX.height });
      walk(child, x, y);
    }
  };
  walk(placed, 0, 0);
  return diagram.elements.flatMap((element) => {
    const at = places.get(element.id);
    if (at === undefined) return [];
    const position = { x: Math.round(at.x), y: Math.round(at.y) };
    const size = { width: Math.round(at.width), height: Math.round(at.height) };
    const stays = JSON.stringify([element.position, element.size]) === JSON.stringify([position, size]);
    return stays ? [] : [{ ...elementChange(element, element.diagram), position, size }];
  });
}
