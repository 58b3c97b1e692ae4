import type { NormalizedFinding } from "@redoubt/domain/finding";
import { describe, expect, it } from "vitest";
import { hiddenBySlitherDb, withSlitherDb } from "./slither-db.ts";

const result = (over: Partial<NormalizedFinding> = {}): NormalizedFinding => ({
  scanner: "slither",
  detector: "reentrancy-eth",
  title: "Reentrancy",
  description: "x",
  severity: "medium",
  confidence: "medium",
  classes: { cwe: [], swc: [], scwe: [] },
  advisories: [],
  tags: [],
  dependency: false,
  fingerprints: [{ algorithm: "tool/slither", version: 1, value: "abc" }],
  ...over,
});

describe("slither.db.json", () => {
  it("hides the results that it names, of Slither alone", () => {
    const hidden = hiddenBySlitherDb('[{"id": "abc", "check": "reentrancy-eth"}, {"check": "no id"}, 3]');
    const marked = withSlitherDb(
      [
        result(),
        result({ fingerprints: [{ algorithm: "tool/slither", version: 1, value: "other" }] }),
        result({ scanner: "other" }),
        result({ suppressed: { by: "tool" } }),
      ],
      hidden,
    );
    expect(marked.map(({ suppressed }) => suppressed)).toEqual([
      { by: "in-code", reason: "slither.db.json" },
      undefined,
      undefined,
      { by: "tool" },
    ]);
  });

  it.each(["", "{", "{}", '"abc"', "[[]]", '[{"__proto__": {"id": "abc"}}]', '[{"id": 3}]'])(
    "hides nothing: %s",
    (text) => {
      expect(hiddenBySlitherDb(text).size).toBe(0);
    },
  );
});
