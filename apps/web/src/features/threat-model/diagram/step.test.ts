import fc from "fast-check";
import { expect, it } from "vitest";
import type { Diagram } from "../outline/outline-screen.tsx";
import { elementChange, flowChange } from "../outline/use-change.ts";
import { applyStep, inverseOf, NO_STEP, type Step } from "./step.ts";

const element = (id: string, parentId: string | null, kind = "contract") =>
  ({
    ...elementChange(null, "main"),
    id,
    name: id,
    kind,
    parentId,
    rowVersion: 3,
    threats: 1,
    openThreats: 1,
    originKey: null,
    raw: {},
  }) as Diagram["elements"][number];
const flow = (id: string, sourceId: string, targetId: string) =>
  ({
    ...flowChange(null, "main"),
    id,
    sourceId,
    targetId,
    rowVersion: 2,
    threats: 0,
    openThreats: 0,
    originKey: null,
    raw: {},
  }) as Diagram["flows"][number];

const DIAGRAM: Diagram = {
  ...{ version: 1, state: "draft", diagrams: [{ key: "main", title: "Main" }] },
  elements: [element("z", null, "boundary"), element("a", "z"), element("b", "z"), element("c", null)],
  flows: [flow("f", "a", "b"), flow("g", "b", "c")],
};
const names = ({ elements, flows }: Diagram) => [...elements, ...flows].map(({ id }) => id).sort();

const anyStep: fc.Arbitrary<Step> = fc.record({
  elements: fc
    .uniqueArray(fc.record({ id: fc.constantFrom("a", "b", "c", "new"), x: fc.integer({ min: 0, max: 500 }) }), {
      selector: ({ id }) => id,
      maxLength: 3,
    })
    .map((list) =>
      list.map(({ id, x }) => ({
        ...elementChange(DIAGRAM.elements.find((each) => each.id === id) ?? null, "main"),
        id,
        position: { x, y: 0 },
      })),
    ),
  flows: fc.constantFrom([], [{ ...flowChange(null, "main"), id: "h", sourceId: "a", targetId: "c" }]),
  removeElements: fc.subarray(["z", "c"]),
  removeFlows: fc.subarray(["f"]),
});

it("what a step did is taken back by its inverse, threats, flows and places in boundaries included", () => {
  fc.assert(
    fc.property(anyStep, (step) => {
      const removed = new Set(step.removeElements);
      const whole = {
        ...step,
        elements: step.elements.filter(({ id }) => !removed.has(id)),
        flows: removed.has("c") ? [] : step.flows,
      };
      const after = applyStep(DIAGRAM, whole);
      const back = applyStep(after, inverseOf(DIAGRAM, whole));
      const kept = ({ elements, flows }: Diagram) => ({
        elements: elements.map(({ id, parentId, position }) => [id, parentId, position]).sort(),
        flows: flows.map(({ id, sourceId, targetId }) => [id, sourceId, targetId]).sort(),
      });
      expect(kept(back)).toEqual(kept(DIAGRAM));
    }),
  );
});

it("a removed element takes its flows, and what stood in a removed boundary stands outside", () => {
  const after = applyStep(DIAGRAM, { ...NO_STEP, removeElements: ["z", "c"] });
  expect(after.elements.map(({ id, parentId }) => [id, parentId])).toEqual([
    ["a", null],
    ["b", null],
  ]);
  expect(after.flows.map(({ id }) => id)).toEqual(["f"]);
  expect(names(applyStep(DIAGRAM, NO_STEP))).toEqual(names(DIAGRAM));
});
