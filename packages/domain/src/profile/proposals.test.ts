import { expect, it } from "vitest";
import { proposalsOf, type RevisionFacts } from "./proposals.ts";
import type { Answer } from "./schema.ts";

const ARRIVED = new Date("2026-11-10T00:00:00Z");
const facts: RevisionFacts = { number: 3, readyAt: ARRIVED, nsloc: 694, packages: ["a", "b", "a"] };
const answer = (value: number, day: string): Answer => ({ value, origin: "person", at: new Date(day), revision: null });

it("proposes what is read and not said", () => {
  expect(proposalsOf(facts, {})).toEqual([
    { question: "nsloc", value: 694, revision: 3 },
    { question: "dependencies", value: 2, revision: 3 },
  ]);
  expect(proposalsOf({ ...facts, nsloc: null }, {}).map(({ question }) => question)).toEqual(["dependencies"]);
  expect(proposalsOf(null, {})).toEqual([]);
});

it("proposes again when a newer revision shows something else, and not against who corrected it since", () => {
  const keys = (answers: Record<string, Answer>) => proposalsOf(facts, answers).map(({ question }) => question);
  expect(keys({ nsloc: answer(600, "2026-11-01T00:00:00Z"), dependencies: answer(2, "2026-11-01T00:00:00Z") })).toEqual(
    ["nsloc"],
  );
  expect(keys({ nsloc: answer(700, "2026-11-12T00:00:00Z"), dependencies: answer(9, "2026-11-12T00:00:00Z") })).toEqual(
    [],
  );
});
