import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOLD_LIMITS, judgeUnseen, mustHold, type RunEvidence } from "./closing.ts";

const FOUND = { detector: "reentrancy", path: "src/Vault.sol" };
const run = (over: Partial<RunEvidence> = {}): RunEvidence => ({
  complete: true,
  resultsPresent: true,
  detectors: new Set(["reentrancy"]),
  scanned: new Set(["src/Vault.sol"]),
  files: new Set(["src/Vault.sol", "src/Other.sol"]),
  ...over,
});
const verdict = (over: Partial<RunEvidence>, finding = FOUND) => judgeUnseen(finding, run(over)).verdict;

describe("what a run's silence proves", () => {
  it("closes what its check would have found in a scanned file", () => {
    expect(judgeUnseen(FOUND, run())).toEqual({ verdict: "closes", why: "the check was on and the file was scanned" });
  });

  it.each<[string, Partial<RunEvidence>, string]>([
    ["a missing list of results", { resultsPresent: false }, "no-evidence"],
    ["a check that was off", { detectors: new Set(["other"]) }, "not-observed"],
    ["checks that the tool does not tell", { detectors: null }, "not-observed"],
    ["a file that was not scanned", { scanned: new Set(["src/Other.sol"]) }, "not-observed"],
    ["a file that is gone", { scanned: new Set(), files: new Set(["src/Other.sol"]) }, "closes"],
    ["a tool that does not list files", { scanned: null, files: null }, "closes"],
    ["a partial run with the file", { complete: false }, "closes"],
    ["a partial run without the file", { complete: false, scanned: new Set() }, "no-evidence"],
    ["a partial run without a list of files", { complete: false, scanned: null }, "no-evidence"],
    ["a partial run with the check off", { complete: false, detectors: new Set() }, "no-evidence"],
    [
      "a partial run of a revision without the file",
      { complete: false, scanned: new Set(), files: new Set() },
      "no-evidence",
    ],
  ])("%s", (_name, over, expected) => {
    expect(verdict(over)).toBe(expected);
  });

  it("knows of an advisory that it is none any more, or that it cannot be told", () => {
    const finding = { ...FOUND, advisories: ["GHSA-1", "CVE-1"] };
    const about = (isGone: boolean) => run({ aboutAdvisories: new Map([["CVE-1", { why: "withdrawn", isGone }]]) });
    expect(judgeUnseen(finding, about(true))).toEqual({
      verdict: "closes",
      why: "withdrawn; the check was on and the file was scanned",
    });
    expect(judgeUnseen(finding, about(false))).toEqual({ verdict: "no-evidence", why: "withdrawn" });
    expect(judgeUnseen({ ...finding, advisories: ["CVE-2"] }, about(false)).verdict).toBe("closes");
  });

  it("takes a finding without a place as in the scope of a complete run only", () => {
    const everywhere = { detector: "reentrancy", path: null } as unknown as typeof FOUND;
    expect(verdict({}, everywhere)).toBe("closes");
    expect(verdict({ complete: false }, everywhere)).toBe("no-evidence");
  });

  it("never closes without results, with the check off, or outside a partial run's files", () => {
    const evidence = fc.record({
      complete: fc.boolean(),
      resultsPresent: fc.boolean(),
      detectors: fc.option(fc.constantFrom(new Set(["reentrancy"]), new Set<string>())),
      scanned: fc.option(fc.constantFrom(new Set(["src/Vault.sol"]), new Set<string>())),
      files: fc.option(fc.constantFrom(new Set(["src/Vault.sol"]), new Set<string>())),
    });
    fc.assert(
      fc.property(evidence, (each) => {
        fc.pre(judgeUnseen(FOUND, each).verdict === "closes");
        expect(each.resultsPresent && each.detectors?.has("reentrancy")).toBe(true);
        if (!each.complete) expect(each.scanned?.has("src/Vault.sol")).toBe(true);
      }),
    );
  });
});

describe("holding", () => {
  it.each([
    [9, 9, false],
    [10, 10, true],
    [10, 33, true],
    [10, 34, false],
    [10, 1000, false],
    [300, 1000, false],
    [301, 1000, true],
    [0, 0, false],
  ])("%i closings of %i open: %s", (closings, open, expected) => {
    expect(mustHold(closings, open)).toBe(expected);
  });

  it("takes other limits", () => {
    expect(mustHold(2, 2, { share: 0.5, minimum: 2 })).toBe(true);
    expect(HOLD_LIMITS).toEqual({ share: 0.3, minimum: 10 });
  });
});
