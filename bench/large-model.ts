import { emptyDocument, KNOWN_ATTRIBUTES, type ModelDocument, type ModelElement } from "@redoubt/domain/threat-model";

const KINDS = ["contract", "oracle", "service", "key", "proxy", "governance", "agent", "frontend"] as const;
const PER_ROW = 20;
const STEP = { x: 220, y: 120 };

/** A model of so many elements in rows, each with every second fact that generators ask for, in boundaries and with flows. */
export function largeModel(count: number): ModelDocument {
  const boundaries = Math.max(1, Math.floor(count / PER_ROW));
  const keys = KNOWN_ATTRIBUTES.filter(({ type }) => type === "yes-no").map(({ key }) => key);
  const elements: ModelElement[] = Array.from({ length: count - boundaries }, (_each, at) => ({
    ...blank(`e${at}`),
    kind: KINDS[at % KINDS.length] ?? "contract",
    name: `Element ${at}`,
    parentId: `b${Math.floor(at / PER_ROW) % boundaries}`,
    attributes: Object.fromEntries(keys.filter((_key, index) => (index + at) % 2 === 0).map((key) => [key, true])),
    position: { x: (at % PER_ROW) * STEP.x, y: Math.floor(at / PER_ROW) * STEP.y },
    size: { width: 184, height: 52 },
  }));
  return {
    ...emptyDocument("Large"),
    elements: [
      ...Array.from({ length: boundaries }, (_each, at) => ({
        ...blank(`b${at}`),
        ...{ kind: "boundary" as const, name: `Boundary ${at}`, trust: at % 4 },
        position: { x: -20, y: at * STEP.y - 30 },
        size: { width: PER_ROW * STEP.x, height: STEP.y - 10 },
      })),
      ...elements,
    ],
    flows: elements.slice(1).map((element, at) => ({
      ...{ id: `f${at}`, name: `flow ${at}`, description: "", diagram: "main" },
      ...{ sourceId: `e${(at * 7) % elements.length}`, targetId: element.id, bidirectional: false },
      ...{ attributes: {}, route: { vertices: [] }, outOfScope: null, originKey: null, raw: {} },
    })),
  };
}

function blank(id: string): ModelElement {
  return {
    ...{ id, kind: "contract", name: id, description: "", parentId: null, diagram: "main", trust: null },
    ...{ attributes: {}, position: null, size: null, outOfScope: null, code: [], assets: [], originKey: null, raw: {} },
  };
}
