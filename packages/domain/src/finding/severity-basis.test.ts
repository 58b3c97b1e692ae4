import { describe, expect, it } from "vitest";
import { RUBRIC_LEVELS, RUBRICS, severityByRubric } from "./rubric.ts";
import { severityRank } from "./severity.ts";

describe("the rubric of protocols", () => {
  it("goes from critical to info, and never gets milder with more impact or likelihood", () => {
    expect(severityByRubric("protocol", { impact: "high", likelihood: "high" })).toBe("critical");
    expect(severityByRubric("protocol", { impact: "medium", likelihood: "high" })).toBe("high");
    expect(severityByRubric("protocol", { impact: "low", likelihood: "low" })).toBe("info");
    const rank = (impact: number, likelihood: number) => {
      const [a, b] = [RUBRIC_LEVELS[impact], RUBRIC_LEVELS[likelihood]];
      if (a === undefined || b === undefined) throw new Error("no such level");
      return severityRank(severityByRubric("protocol", { impact: a, likelihood: b }) ?? "info");
    };
    for (let a = 0; a < 3; a += 1) {
      for (let b = 0; b < 3; b += 1) {
        if (a < 2) expect(rank(a + 1, b)).toBeGreaterThanOrEqual(rank(a, b));
        if (b < 2) expect(rank(a, b + 1)).toBeGreaterThanOrEqual(rank(a, b));
      }
    }
  });

  it("is there for protocols alone", () => {
    expect(Object.keys(RUBRICS)).toEqual(["protocol"]);
    expect(severityByRubric("dapp", { impact: "high", likelihood: "high" })).toBeUndefined();
  });
});
