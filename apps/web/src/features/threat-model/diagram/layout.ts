import { arrangementGraph, type ElementChange, placesOf } from "@redoubt/domain/threat-model";
import type { Diagram } from "../outline/outline-screen.tsx";
import { elementChange } from "../outline/use-change.ts";
import { sizeOf } from "./geometry.ts";

/** Places for everything by ELK, boundaries around what they hold. Changes only what moves. */
export async function layOut(diagram: Diagram): Promise<ElementChange[]> {
  const { default: Elk } = await import("elkjs/lib/elk.bundled.js");
  const elements = diagram.elements.map((element) => ({ ...element, size: sizeOf(element) }));
  const places = placesOf(await new Elk().layout(arrangementGraph(elements, diagram.flows)));
  return diagram.elements.flatMap((element) => {
    const at = places.get(element.id);
    if (at === undefined) return [];
    const position = { x: at.x, y: at.y };
    const size = { width: at.width, height: at.height };
    const stays = JSON.stringify([element.position, element.size]) === JSON.stringify([position, size]);
    return stays ? [] : [{ ...elementChange(element, element.diagram), position, size }];
  });
}
