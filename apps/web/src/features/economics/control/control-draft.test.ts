import { type DefenceControl, NO_LEVERS } from "@redoubt/domain/economics";
import { expect, it } from "vitest";
import { controlDraft, readControlDraft } from "./control-draft.ts";
import { leverWords } from "./lever-words.ts";

const ID = `ast_${"0".repeat(32)}`;
const CONTROL: DefenceControl = {
  ...{ id: "ecc_1", name: "Cap", state: "planned", costUsd: 6000, group: "limits", note: "on loans", rowVersion: 2 },
  levers: {
    ...NO_LEVERS,
    ...{ predeploy: { price_oracle: 0.8 }, rescanPerDay: 52 / 365, capFraction: 0.05, capAssets: [ID] },
    detectMinutes: 0.5,
  },
};

it("reads back what it shows", () => {
  const { id: _, rowVersion: __, ...stated } = CONTROL;
  const read = readControlDraft(controlDraft(CONTROL));
  expect(read).toEqual({ ...stated, levers: { ...stated.levers, rescanPerDay: expect.closeTo(52 / 365, 9) } });
});

it("says what is wrong, field by field", () => {
  const empty = controlDraft(null);
  expect(readControlDraft(empty)).toEqual({ problems: { costUsd: "Write what it costs in a year." } });
  expect(readControlDraft({ ...empty, name: "Cap", costUsd: "$3,000" })).toEqual({
    problems: { levers: "say what it moves" },
  });
  expect(readControlDraft({ ...empty, name: "Cap", costUsd: "3000", capPercent: "500", preBlock: "much" })).toEqual({
    problems: { preBlock: "Write a number." },
  });
  expect(readControlDraft({ ...empty, name: "Cap", costUsd: "3000", capPercent: "500" })).toEqual({
    problems: { capPercent: expect.any(String) },
  });
});

it("is a group of its own when nobody names one", () => {
  const draft = { ...controlDraft(null), name: "Cap", costUsd: "1", capPercent: "5" };
  expect(readControlDraft(draft)).toMatchObject({ group: "Cap", levers: { capFraction: 0.05 } });
});

it("says what it moves in words", () => {
  expect(leverWords(CONTROL.levers, [{ id: ID, name: "Collateral" }])).toEqual([
    "catches prices and oracles 80 %",
    "looks at live code 52 times a year",
    "detects in 30 s",
    "lets 5 % of Collateral out",
  ]);
});
