import { describe, expect, it } from "vitest";
import { describeChanges, type Move, type Moves } from "./changes.ts";
import { plural } from "./words.ts";

function move(over: Partial<Move> & Pick<Move, "number">): Move {
  return {
    title: "Pool price wins",
    severity: "high",
    before: null,
    state: "new",
    origin: "import",
    revision: "v1.2.0",
    seenByScanner: true,
    ...over,
  };
}

/** Moves whose groups agree with the named ones; `unnamed` are counted only. */
function moves(named: readonly Move[], unnamed: Moves["groups"] = []): Moves {
  const groups = named.map(({ severity, before, state }) => ({ severity, before, state, count: 1 }));
  return { named, groups: [...groups, ...unnamed] };
}

const texts = (input: Moves) => describeChanges(input).map((change) => change.text);

describe("describeChanges", () => {
  it("says nothing where nothing moved", () => {
    expect(describeChanges(moves([]))).toEqual([]);
  });

  it("tells first what came back, who saw it and who did not", () => {
    const changes = describeChanges(
      moves([
        move({ number: 9, state: "resolved", before: "confirmed", origin: "poc" }),
        move({
          number: 2,
          state: "regressed",
          before: "resolved",
          origin: "poc",
          seenByScanner: false,
          severity: "critical",
        }),
      ]),
    );
    expect(changes[0]).toEqual({
      direction: "worse",
      text: "A fixed finding came back in v1.2.0: F-2 Pool price wins (critical). Its PoC reproduces again, and no scanner reported it.",
      finding: 2,
    });
    expect(changes[1]).toMatchObject({ direction: "better", finding: 9 });
  });

  it("does not claim a scanner's silence when one sees it", () => {
    const [text] = texts(moves([move({ number: 2, state: "regressed", before: "resolved", origin: "poc" })]));
    expect(text).toContain("Its PoC reproduces again.");
    expect(text).not.toContain("no scanner");
  });

  it("names five severe new findings and counts the others", () => {
    const named = Array.from({ length: 7 }, (_, index) => move({ number: index + 1, severity: "critical" }));
    const changes = describeChanges(moves(named, [{ severity: "high", before: null, state: "new", count: 2 }]));
    expect(changes.filter((change) => change.finding !== null)).toHaveLength(5);
    expect(changes.at(-1)).toMatchObject({ direction: "worse", text: "4 more critical or high findings opened." });
  });

  it("counts what is below high by severity; without a medium that is no bad news", () => {
    const withMedium = moves(
      [],
      [
        { severity: "medium", before: null, state: "new", count: 3 },
        { severity: "info", before: null, state: "new", count: 40 },
      ],
    );
    expect(describeChanges(withMedium)).toEqual([
      { direction: "worse", text: "43 findings below high opened: 3 medium, 40 info.", finding: null },
    ]);
    const without = moves([], [{ severity: "low", before: null, state: "new", count: 1 }]);
    expect(describeChanges(without)).toEqual([
      { direction: "neutral", text: "1 finding below high opened: 1 low.", finding: null },
    ]);
  });

  it("does not take a confirmation for a new finding", () => {
    const confirmed = move({ number: 4, before: "new", state: "confirmed", origin: "human" });
    expect(describeChanges(moves([confirmed]))).toEqual([
      { direction: "neutral", text: "1 finding was confirmed or taken up.", finding: null },
    ]);
  });

  it("tells what was taken out of a drawer apart from what is new", () => {
    expect(texts(moves([move({ number: 4, before: "dismissed", state: "confirmed", origin: "human" })]))).toEqual([
      "Open again: F-4 Pool price wins (high) in v1.2.0.",
    ]);
  });

  it.each([
    ["poc", "its PoC no longer reproduces"],
    ["import", "its scanner ran again without it"],
    ["human", "a second person confirmed it"],
  ])("says on what evidence a fix by %s rests", (origin, words) => {
    expect(texts(moves([move({ number: 7, before: "in-progress", state: "resolved", origin })]))).toEqual([
      `F-7 Pool price wins (high) is fixed in v1.2.0: ${words}.`,
    ]);
  });

  it("names the most severe of several fixes", () => {
    const fix = move({ number: 7, before: "new", state: "resolved", revision: null });
    expect(texts(moves([fix], [{ severity: "low", before: "new", state: "resolved", count: 2 }]))).toEqual([
      "3 findings are fixed, the most severe F-7 Pool price wins (high): its scanner ran again without it.",
    ]);
  });

  it("keeps decisions and mere silence apart from fixes", () => {
    const groups = [
      { severity: "low", before: "new", state: "dismissed", count: 2 },
      { severity: "low", before: "new", state: "acknowledged", count: 1 },
      { severity: "low", before: "new", state: "not-observed", count: 1 },
    ] as const;
    expect(describeChanges(moves([], groups))).toEqual([
      { direction: "neutral", text: "3 findings were set aside by decision.", finding: null },
      { direction: "neutral", text: "1 finding is no longer observed, without evidence of a fix.", finding: null },
    ]);
  });
});

describe("plural", () => {
  it("agrees with its number", () => {
    expect([plural(1, "finding"), plural(0, "finding"), plural(2, "place was", "places were")]).toEqual([
      "1 finding",
      "0 findings",
      "2 places were",
    ]);
  });
});
