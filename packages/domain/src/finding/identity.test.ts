import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprintKey, prepareResults } from "./fingerprints.ts";
import { identify, type RunFiles } from "./identity.ts";
import { matchSentence } from "./match.ts";
import type { FingerprintValue, NormalizedFinding } from "./normalized.ts";
import { placeOfResult, type Recognizable } from "./places.ts";
import { testResult } from "./testing.ts";

const print = (algorithm: string, value: string): FingerprintValue => ({ algorithm, version: 1, value });
const context = (value: string) => print("context", value);
const line = (value: string) => print("line", value);
const SAME_FILES: RunFiles = { all: new Set(["src/Vault.sol"]), scanned: new Set(["src/Vault.sol"]) };

const hit = (startLine: number, fingerprints: FingerprintValue[], over: Partial<NormalizedFinding> = {}) =>
  testResult({ startLine, endLine: startLine, fingerprints, ...over });

/** What a run would have left behind: the findings of its results, numbered from 1. */
function remembered(results: readonly NormalizedFinding[]): Recognizable[] {
  return results.map((result, index) => ({
    id: `finding-${index + 1}`,
    number: index + 1,
    detector: result.detector,
    place: placeOfResult(result),
    presentInLineage: true,
    keys: new Set(result.fingerprints.map(fingerprintKey)),
  }));
}

/** `result line -> finding number by step`, one for each result. */
function matches(
  before: readonly NormalizedFinding[],
  after: readonly NormalizedFinding[],
  files = SAME_FILES,
): string[] {
  const { pairs, suggestions } = identify(after, remembered(before), files);
  return after.map((result, index) => {
    const pair = pairs.get(index);
    if (pair !== undefined) return `${result.startLine} = F-${pair.finding.number} by ${pair.match.step}`;
    const like = suggestions.get(index);
    return `${result.startLine} is new${like === undefined ? "" : `, like ${like.map(({ number }) => number).join(" ")}`}`;
  });
}

describe("recognising", () => {
  it("believes the strongest fingerprint: tool, report, context, line", () => {
    const known = [
      hit(10, [print("tool/x", "t"), context("c1")]),
      hit(20, [print("sarif/k", "s"), context("c2")]),
      hit(30, [context("c3"), line("l3")]),
      hit(40, [line("l4")]),
    ];
    const now = [
      hit(11, [line("l4")]),
      hit(21, [context("c3"), line("other")]),
      hit(31, [print("sarif/k", "s"), context("c1")]),
      hit(41, [print("tool/x", "t"), context("c2")]),
    ];
    expect(matches(known, now)).toEqual([
      "11 = F-4 by line",
      "21 = F-3 by context",
      "31 = F-2 by sarif",
      "41 = F-1 by tool",
    ]);
  });

  it("follows code inserted above, in one file and at any distance", () => {
    const known = [hit(10, [context("a"), line("x")]), hit(90, [context("b"), line("y")])];
    expect(matches(known, [hit(510, [context("a"), line("x")]), hit(590, [context("b"), line("y")])])).toEqual([
      "510 = F-1 by context",
      "590 = F-2 by context",
    ]);
  });

  it("follows a renamed file by its context, and without one by its only line", () => {
    const gone: RunFiles = { all: new Set(["src/New.sol"]), scanned: new Set(["src/New.sol"]) };
    const moved = { path: "src/New.sol" };
    expect(matches([hit(10, [context("a")])], [hit(10, [context("a")], moved)], gone)).toEqual(["10 = F-1 by context"]);
    expect(matches([hit(10, [line("x")])], [hit(14, [line("x")], moved)], gone)).toEqual(["14 = F-1 by rename"]);
  });

  it("follows an edited function of a renamed file by its names, and suggests when two carry them", () => {
    const gone: RunFiles = { all: new Set(["src/New.sol", "src/Other.sol"]), scanned: null };
    const inside = { container: "Rewards", callable: "claim" };
    const known = [hit(35, [context("a"), line("x")], inside)];
    const edited = hit(39, [context("b"), line("y")], { ...inside, path: "src/New.sol" });
    expect(matches(known, [edited], gone)).toEqual(["39 = F-1 by rename"]);
    const { pairs } = identify([edited], remembered(known), gone);
    expect([...pairs.values()].map(({ match }) => matchSentence(match))).toEqual([
      "Now at src/New.sol:39, before at src/Vault.sol:35: the old file is gone and only this file has the check in the same function.",
    ]);
    const second = hit(12, [context("c"), line("z")], { ...inside, path: "src/Other.sol" });
    expect(matches(known, [edited, second], gone)).toEqual(["39 is new, like 1", "12 is new, like 1"]);
    // Nothing moved while the old file is there, and other names are other places.
    expect(matches(known, [edited], { all: new Set(["src/New.sol", "src/Vault.sol"]), scanned: null })).toEqual([
      "39 is new",
    ]);
    expect(matches(known, [{ ...edited, container: "Farm" }], gone)).toEqual(["39 is new"]);
  });

  it("follows a file that git tells was renamed, although it was edited as well", () => {
    const renamed = (path: string) => (path === "src/Vault.sol" ? "src/Safe.sol" : undefined);
    const gone: RunFiles = { all: new Set(["src/Safe.sol", "src/Other.sol"]), scanned: null };
    const safe = { path: "src/Safe.sol" };
    // Lines that are there twice, a function of another name, and a hit that is only near: without git they are new.
    const known = [
      hit(10, [line("x")]),
      hit(20, [context("c"), line("y")], { container: "Vault", callable: "sweep" }),
      hit(60, [line("z")], { detector: "timestamp" }),
    ];
    const now = [
      hit(14, [line("x")], safe),
      hit(14, [line("x")], { path: "src/Other.sol" }),
      hit(26, [context("d"), line("w")], { ...safe, container: "Safe", callable: "sweep" }),
      hit(66, [line("v")], { ...safe, detector: "timestamp" }),
    ];
    expect(matches(known, now, { ...gone, renamed })).toEqual([
      "14 = F-1 by line",
      "14 is new",
      "26 = F-2 by nearest",
      "66 = F-3 by nearest",
    ]);
    expect(matches(known, now, gone)).toEqual(["14 is new, like 1", "14 is new, like 1", "26 is new", "66 is new"]);
    const { pairs } = identify(now, remembered(known), { ...gone, renamed });
    expect(pairs.get(0)?.finding.place.path).toBe("src/Vault.sol");
    expect(matchSentence(pairs.get(0)?.match ?? { step: "new" })).toBe(
      "Now at src/Safe.sol:14, before at src/Vault.sol:10: of several equal hits the one in the same function: the same line of code in the same file, and git tells that the file was renamed.",
    );
  });

  it("believes no rename of a file that is still there, or to one that is not", () => {
    const to = (path: string) => () => path;
    const moved = hit(14, [line("x")], { path: "src/Safe.sol" });
    const both: RunFiles = { all: new Set(["src/Vault.sol", "src/Safe.sol"]), scanned: null };
    expect(matches([hit(10, [line("x")])], [moved], { ...both, renamed: to("src/Safe.sol") })).toEqual(["14 is new"]);
    const elsewhere: RunFiles = { all: new Set(["src/Safe.sol", "src/Old.sol"]), scanned: null };
    const known = [hit(10, [line("x")]), hit(12, [line("x")], { path: "src/Old.sol" })];
    expect(matches(known, [moved], { ...elsewhere, renamed: to("src/Nowhere.sol") })).toEqual(["14 = F-1 by rename"]);
  });

  it("finds a function that went elsewhere when its file was split", () => {
    const inside = { container: "Rewards", callable: "claim" };
    const files: RunFiles = { all: new Set(["src/A.sol", "src/B.sol"]), scanned: null, renamed: () => "src/A.sol" };
    const known = [hit(35, [context("a"), line("x")], inside)];
    const moved = hit(5, [context("b"), line("y")], { ...inside, path: "src/B.sol" });
    expect(matches(known, [moved], files)).toEqual(["5 = F-1 by rename"]);
  });

  it("does not take a copied line for a renamed file while the old one is there", () => {
    const both: RunFiles = { all: new Set(["src/Vault.sol", "src/New.sol"]), scanned: null };
    expect(matches([hit(10, [line("x")])], [hit(10, [line("x")], { path: "src/New.sol" })], both)).toEqual([
      "10 is new",
    ]);
  });

  it("keeps equal code in two files apart", () => {
    const other = { path: "src/Copy.sol" };
    const known = [hit(10, [context("a")]), hit(10, [context("a")], other)];
    const now = [hit(12, [context("a")], other), hit(15, [context("a")])];
    expect(matches(known, now)).toEqual(["12 = F-2 by context", "15 = F-1 by context"]);
    expect(matches([known[0] ?? hit(1, [])], now)).toEqual(["12 is new", "15 = F-1 by context"]);
  });

  it("follows swapped functions whose lines are equal", () => {
    const first = { callable: "first" };
    const second = { callable: "second" };
    const known = [hit(10, [line("x")], first), hit(20, [line("x")], second)];
    expect(matches(known, [hit(10, [line("x")], second), hit(20, [line("x")], first)])).toEqual([
      "10 = F-2 by line",
      "20 = F-1 by line",
    ]);
  });

  it("believes where a finding is before where it was: what it left may come back beside it", () => {
    const [left, now] = [hit(10, [context("a"), line("x")]), hit(14, [context("b"), line("x")])];
    const known = remembered([{ ...now, fingerprints: [...left.fingerprints, ...now.fingerprints], callable: "now" }]);
    const back = [
      { ...left, callable: "before" },
      { ...now, callable: "now" },
    ];
    const { pairs } = identify(back, known, SAME_FILES);
    expect([...pairs].map(([at, { match }]) => [at, match.step, match.tie])).toEqual([[1, "context", undefined]]);
  });

  it("keeps two equal hits in one function in their order", () => {
    const inside = { callable: "withdraw" };
    const known = [hit(10, [line("x")], inside), hit(14, [line("x")], inside)];
    // Shifted by four, the first now stands where the second stood.
    expect(matches(known, [hit(14, [line("x")], inside), hit(18, [line("x")], inside)])).toEqual([
      "14 = F-1 by line",
      "18 = F-2 by line",
    ]);
  });

  it("knows which of two equal hits stayed, and suggests when it does not", () => {
    const known = [hit(10, [line("x")]), hit(14, [line("x")])];
    expect(matches(known, [hit(14, [line("x")])])).toEqual(["14 = F-2 by line"]);
    expect(matches(known, [hit(60, [line("x")])])).toEqual(["60 is new, like 1 2"]);
  });

  it("takes the only hit near the only finding of a check as the edited one", () => {
    const known = [hit(10, [context("a")]), hit(200, [context("b")])];
    expect(matches(known, [hit(12, [context("a2")]), hit(190, [context("b2")])])).toEqual([
      "12 = F-1 by nearest",
      "190 = F-2 by nearest",
    ]);
    expect(matches(known, [hit(100, [context("c")])])).toEqual(["100 is new"]);
  });

  it("suggests where two hits are near", () => {
    const known = [hit(10, [context("a")]), hit(14, [context("b")])];
    expect(matches(known, [hit(12, [context("c")])])).toEqual(["12 is new, like 1 2"]);
  });

  it("does not call a hit in another named function near", () => {
    const known = [hit(10, [context("a")], { callable: "deposit" })];
    expect(matches(known, [hit(11, [context("b")], { callable: "withdraw" })])).toEqual(["11 is new"]);
    expect(matches(known, [hit(90, [context("b")], { callable: "deposit" })])).toEqual(["90 = F-1 by nearest"]);
  });

  it("leaves a finding in a file that a partial run did not look at", () => {
    const partial: RunFiles = { all: new Set(["src/Vault.sol", "src/Copy.sol"]), scanned: new Set(["src/Copy.sol"]) };
    expect(matches([hit(10, [context("a")])], [hit(10, [context("a")], { path: "src/Copy.sol" })], partial)).toEqual([
      "10 is new, like 1",
    ]);
  });

  it("recognises results without any fingerprint at the same place, equal ones by their order", () => {
    const report = prepareResults([hit(10, []), hit(10, []), hit(30, [])]);
    expect(matches(report, prepareResults([hit(10, []), hit(10, []), hit(30, [])]))).toEqual([
      "10 = F-1 by location",
      "10 = F-2 by location",
      "30 = F-3 by location",
    ]);
  });

  it("recognises an advisory of a package by any of its aliases", () => {
    const of = (advisories: string[]) => prepareResults([testResult({ package: "pkg:npm/a@1", advisories })]);
    expect(matches(of(["CVE-2026-1", "GHSA-x"]), of(["ghsa-X"]))).toEqual(["10 = F-1 by advisory"]);
  });

  it("keeps no hash of a secret's text", () => {
    const [secret] = prepareResults([
      testResult({ tags: ["secret"], fingerprints: [context("c"), line("l"), print("secret", "keyed")] }),
    ]);
    expect(secret?.fingerprints).toEqual([print("secret", "keyed"), print("any/secret", "keyed")]);
  });

  it("says why in words", () => {
    const { pairs } = identify([hit(84, [context("a")])], remembered([hit(61, [context("a")])]), SAME_FILES);
    expect([...pairs.values()].map(({ match }) => matchSentence(match))).toEqual([
      "Line 61 is now 84: the same statement in the same function.",
    ]);
  });
});

describe("recognising what a report names otherwise today", () => {
  const sarif = (version: number, value: string): FingerprintValue => ({ algorithm: "sarif/id", version, value });

  it("goes by the greatest version of a SARIF fingerprint that both have", () => {
    const known = [hit(10, [sarif(1, "a"), sarif(2, "x")]), hit(200, [sarif(1, "b"), sarif(2, "y")])];
    // Version 1 alone would have taken the first finding, which version 2 says it is not.
    expect(matches(known, [hit(400, [sarif(1, "a"), sarif(2, "y"), sarif(3, "z")])])).toEqual(["400 = F-2 by sarif"]);
    expect(matches(known, [hit(400, [sarif(1, "a"), sarif(2, "other")])])).toEqual(["400 is new, like 1"]);
    expect(matches(known, [hit(400, [sarif(1, "a"), sarif(3, "z")])])).toEqual(["400 = F-1 by sarif"]);
    expect(
      matches([hit(10, [sarif(1, "a")]), hit(20, [sarif(2, "x")])], [hit(400, [sarif(1, "a"), sarif(2, "x")])]),
    ).toEqual(["400 = F-2 by sarif"]);
  });

  it("follows a check that got another name", () => {
    const known = [hit(10, [context("old")], { detector: "CT-old" })];
    const renamed = { detector: "CT-new", formerDetectors: ["CT-old"] };
    expect(matches(known, [hit(12, [context("new")], renamed)])).toEqual(["12 = F-1 by nearest"]);
    expect(matches(known, [hit(12, [context("new")], { detector: "CT-new" })])).toEqual(["12 is new"]);
  });

  it("knows a weakness of a package in every version, by any alias", () => {
    const found = (over: Partial<NormalizedFinding>) => {
      const [prepared] = prepareResults([
        testResult({ fingerprints: [], advisories: ["CVE-2021-23337"], package: "pkg:npm/lodash@4.17.19", ...over }),
      ]);
      if (prepared === undefined) throw new Error("nothing came back");
      return { ...prepared, startLine: 1 };
    };
    const by = (over: Partial<NormalizedFinding>) => matches([found({})], [found(over)]);
    expect(by({ package: "pkg:npm/lodash@4.17.20" })).toEqual(["1 = F-1 by advisory"]);
    expect(by({ package: "pkg:npm/Lodash", advisories: ["GHSA-35jh-r3h4-6jhm", "CVE-2021-23337"] })).toEqual([
      "1 = F-1 by advisory",
    ]);
    expect(by({ package: "pkg:npm/underscore@4.17.19", detector: "other" })).toEqual(["1 is new"]);
  });
});

describe("whatever a run brings", () => {
  const anyHit = fc
    .record({
      startLine: fc.integer({ min: 1, max: 40 }),
      path: fc.constantFrom("src/A.sol", "src/B.sol"),
      callable: fc.constantFrom(undefined, "f", "g"),
      context: fc.option(fc.constantFrom("c1", "c2", "c3")),
      line: fc.option(fc.constantFrom("l1", "l2")),
    })
    .map(({ startLine, path, callable, ...prints }) =>
      hit(
        startLine,
        [
          ...(prints.context === null ? [] : [context(prints.context)]),
          ...(prints.line === null ? [] : [line(prints.line)]),
        ],
        { path, ...(callable === undefined ? {} : { callable }) },
      ),
    );
  const anyRun = fc.array(anyHit, { maxLength: 12 }).map(prepareResults);
  const files: RunFiles = { all: new Set(["src/A.sol", "src/B.sol"]), scanned: null };

  it("pairs one to one", () => {
    fc.assert(
      fc.property(anyRun, anyRun, (before, after) => {
        const { pairs, suggestions } = identify(after, remembered(before), files);
        const found = [...pairs.values()].map(({ finding }) => finding.id);
        expect(new Set(found).size).toBe(found.length);
        for (const at of suggestions.keys()) expect(pairs.has(at)).toBe(false);
      }),
    );
  });

  it("recognises everything in an unchanged run, each at its own place", () => {
    fc.assert(
      fc.property(anyRun, (results) => {
        const { pairs } = identify(results, remembered(results), files);
        expect(pairs.size).toBe(results.length);
        for (const [at, { finding }] of pairs) {
          const result = results[at];
          expect(result && placeOfResult(result)).toEqual(finding.place);
        }
      }),
    );
  });

  it("takes the older of two findings at one place, however they were read", () => {
    const inside = { path: "src/A.sol" };
    const known = remembered([hit(3, [context("c1"), line("l1")], inside), hit(3, [context("c1")], inside)]);
    for (const of of [known, known.toReversed()]) {
      const { pairs } = identify([hit(3, [context("c1")], inside)], of, files);
      expect([...pairs.values()].map(({ finding }) => finding.number)).toEqual([1]);
    }
  });

  it("does not depend on the order in which findings are known", () => {
    fc.assert(
      fc.property(anyRun, anyRun, (before, after) => {
        const known = remembered(before);
        const numbers = (of: readonly Recognizable[]) =>
          [...identify(after, of, files).pairs]
            .map(([at, { finding }]) => `${at} ${finding.place.path}:${finding.place.startLine}`)
            .sort();
        expect(numbers(known.toReversed())).toEqual(numbers(known));
      }),
    );
  });
});
