import { BOX, type DiagramElement } from "@redoubt/domain/threat-model";

const ZONE = { width: 320, height: 200 } as const;
const GAP = 48;

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function sizeOf({ kind, size }: Pick<DiagramElement, "kind" | "size">): { width: number; height: number } {
  return size ?? (kind === "boundary" ? ZONE : BOX);
}

/** Where each element is drawn; those that have no place stand in rows below the others. */
export function rectanglesOf(elements: readonly DiagramElement[]): ReadonlyMap<string, Rectangle> {
  const bottom = Math.max(
    0,
    ...elements.flatMap((each) => (each.position === null ? [] : [each.position.y + sizeOf(each).height + GAP])),
  );
  let free = 0;
  return new Map(
    elements.map((element) => {
      const size = sizeOf(element);
      if (element.position !== null) return [element.id, { ...element.position, ...size }];
      const at = { x: (free % 5) * (BOX.width + GAP), y: bottom + Math.floor(free / 5) * (BOX.height + GAP) };
      free += 1;
      return [element.id, { ...at, ...size }];
    }),
  );
}

/** The smallest boundary around the middle of a rectangle; null when it stands free. */
export function boundaryAround(
  id: string,
  rectangle: Rectangle,
  elements: readonly DiagramElement[],
  rectangles: ReadonlyMap<string, Rectangle>,
): string | null {
  const [x, y] = [rectangle.x + rectangle.width / 2, rectangle.y + rectangle.height / 2];
  const holds = elements
    .filter((each) => each.kind === "boundary" && each.id !== id && !isInside(each.id, id, elements))
    .flatMap((each) => {
      const box = rectangles.get(each.id);
      return box !== undefined && x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height
        ? [{ id: each.id, area: box.width * box.height }]
        : [];
    })
    .sort((a, b) => a.area - b.area);
  return holds[0]?.id ?? null;
}

/** True when an element stands in another one, however deep. */
export function isInside(id: string, outer: string, elements: readonly DiagramElement[]): boolean {
  const parents = new Map(elements.map((each) => [each.id, each.parentId]));
  let at = parents.get(id) ?? null;
  for (let depth = 0; at !== null && depth < 50; depth += 1) {
    if (at === outer) return true;
    at = parents.get(at) ?? null;
  }
  return false;
}
