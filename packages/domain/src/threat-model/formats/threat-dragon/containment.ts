import type { ModelElement } from "../../model.ts";

/** The smallest boundary box around each element is what it stands in: the tool's files say it by geometry alone. */
export function withParents(elements: readonly ModelElement[]): void {
  const boxes = elements
    .filter(({ kind, position, size }) => kind === "boundary" && position !== null && size !== null)
    .sort((a, b) => area(a) - area(b));
  for (const element of elements) {
    const around = boxes.find((box) => box !== element && area(box) > area(element) && encloses(box, element));
    if (around !== undefined) element.parentId = around.id;
  }
}

function area({ size }: ModelElement): number {
  return size === null ? 0 : size.width * size.height;
}

function encloses(box: ModelElement, inner: ModelElement): boolean {
  if (box.position === null || box.size === null || inner.position === null) return false;
  const { width, height } = inner.size ?? { width: 0, height: 0 };
  return (
    inner.position.x >= box.position.x &&
    inner.position.y >= box.position.y &&
    inner.position.x + width <= box.position.x + box.size.width &&
    inner.position.y + height <= box.position.y + box.size.height
  );
}
