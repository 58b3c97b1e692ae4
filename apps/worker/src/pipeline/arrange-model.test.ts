import { type CodeFacts, arranged, draftModel } from "@redoubt/domain/threat-model";
import { expect, it } from "vitest";
import { arrangeModel } from "./arrange-model.ts";

const contract = (name: string, uses: string[] = []): CodeFacts["contracts"][number] => ({
  ...{ path: `src/${name}.sol`, name, bases: [], functions: [], roles: ["onlyOwner"], attributes: {} },
  uses: uses.map((type) => ({ type, variable: type.toLowerCase() })),
});

it("arranges a draft from code: boundaries hold what is in them, and no two boxes lie on each other", async () => {
  const facts = {
    contracts: [contract("Vault", ["Oracle"]), contract("Oracle"), contract("Rewards", ["Vault"])],
    places: [],
    dependencies: [],
  };
  const { elements, flows } = draftModel(facts, "Model");
  const placed = await arranged(elements, flows, arrangeModel);
  expect(placed.map(({ id }) => id)).toEqual(elements.map(({ id }) => id));
  const box = (each: (typeof placed)[number]) => {
    const { x, y } = each.position ?? { x: Number.NaN, y: Number.NaN };
    const { width, height } = each.size ?? { width: Number.NaN, height: Number.NaN };
    return { left: x, top: y, right: x + width, bottom: y + height };
  };
  for (const one of placed) {
    const [a, parent] = [box(one), placed.find(({ id }) => id === one.parentId)];
    if (parent !== undefined) {
      const b = box(parent);
      expect(a.left >= b.left && a.top >= b.top && a.right <= b.right && a.bottom <= b.bottom, one.id).toBe(true);
    }
    for (const other of placed.filter(({ id, parentId }) => id !== one.id && parentId === one.parentId)) {
      const b = box(other);
      const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
      expect(apart, `${one.id} and ${other.id}`).toBe(true);
    }
  }
});
