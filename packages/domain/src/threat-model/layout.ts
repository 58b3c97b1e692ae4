import { BOX } from "./arrangement.ts";
import type { ModelElement } from "./model.ts";

const GAP = 48;
const PAD = 40;

/**
 * Places for elements that have none: boundaries beside each other, what stands in one in rows of it. Deterministic;
 * what has a place keeps it. Boundaries of boundaries are drawn around what they hold.
 */
export function layOut(elements: readonly ModelElement[]): ModelElement[] {
  const placed = new Map<string, ModelElement>();
  let left = 0;
  const zones = elements.filter((element) => element.kind === "boundary" && element.parentId === null);
  for (const zone of zones) {
    const inside = elements.filter((element) => element.parentId === zone.id);
    const columns = Math.max(1, Math.ceil(Math.sqrt(inside.length / 2)));
    const rows = Math.max(1, Math.ceil(inside.length / columns));
    const size = {
      width: PAD * 2 + columns * BOX.width + (columns - 1) * GAP,
      height: PAD * 2 + rows * BOX.height + (rows - 1) * GAP,
    };
    placed.set(zone.id, { ...zone, position: zone.position ?? { x: left, y: 0 }, size: zone.size ?? size });
    inside.forEach((element, at) => {
      const x = left + PAD + (at % columns) * (BOX.width + GAP);
      const y = PAD + Math.floor(at / columns) * (BOX.height + GAP);
      placed.set(element.id, { ...element, position: element.position ?? { x, y }, size: element.size ?? BOX });
    });
    left += size.width + GAP * 2;
  }
  return elements.map((element, at) => {
    const known = placed.get(element.id);
    if (known !== undefined) return known;
    return {
      ...element,
      position: element.position ?? { x: left, y: at * (BOX.height + GAP) },
      size: element.size ?? BOX,
    };
  });
}
