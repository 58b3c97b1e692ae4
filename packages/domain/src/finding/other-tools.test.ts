import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprintKey } from "./fingerprints.ts";
import { matchSentence } from "./match.ts";
import type { NormalizedFinding } from "./normalized.ts";
import { SEVERITIES } from "./vocabulary.ts";
import { type ForeignFinding, matchOtherTools } from "./other-tools.ts";
import type { KnownFinding } from "./publication-plan.ts";
import { severityRank } from "./severity.ts";
import { NO_DECISION } from "./standing.ts";
import { FINDING_STATES, isOpen } from "./vocabulary.ts";
import { testResult } from "./testing.ts";
import { sharedClasses } from "./weakness.ts";

const weakness = (value: string) => ({ algorithm: "any/weakness", version: 1, value });
const inFunction = (value: string) => ({ algorithm: "any/function", version: 1, value });

function foreign(
  number: number,
  result: NormalizedFinding,
  over: Partial<KnownFinding> = {},
  parted = false,
): ForeignFinding {
  const shown = { path: result.path ?? null, startLine: 1, container: null, callable: null };
  const finding: KnownFinding = {
    ...{ id: `finding-${number}`, number, scanner: "slither", origin: "scanner", duplicateOfId: null, detector: "x" },
    ...{ severity: result.severity, state: "new", stateBefore: null, fixClaimedById: null, decisionReason: null },
    ...{ backlogAt: null, branchOnly: false, package: result.package ?? null, advisories: [] },
    ...{ here: null, shown, place: shown },
    ...{ presentInLineage: false, keys: new Set(result.fingerprints.map(fingerprintKey)), ...NO_DECISION },
    ...over,
  };
  return { finding, paths: new Set([result.path ?? null]), parted };
}

const hit = (value: string, over: Partial<NormalizedFinding> = {}) =>
  testResult({ fingerprints: [weakness(value)], ...over });

describe("classes by which tools are compared", () => {
  it("are narrow ones, with what the SWC registry says of its own", () => {
    const of = (cwe: string[], swc: string[] = [], scwe: string[] = []) => sharedClasses({ cwe, swc, scwe });
    expect(of(["CWE-841", "cwe-710"], ["SWC-107"], ["SCWE-046"])).toEqual(["CWE-841", "SWC-107", "SCWE-046"]);
    expect(of(["CWE-284", "CWE-20", "CWE-664"])).toEqual([]);
    expect(of([], ["SWC-104"])).toEqual(["CWE-252", "SWC-104"]);
    expect(of(Array.from({ length: 20 }, (_each, at) => `CWE-${900 + at}`))).toHaveLength(6);
  });
});

describe("results of another tool", () => {
  it("are merged by the statement, and suggested by the function", () => {
    const known = [foreign(1, hit("a")), foreign(2, testResult({ fingerprints: [inFunction("f")] }))];
    const { merged, suggested } = matchOtherTools(
      [hit("a"), testResult({ fingerprints: [inFunction("f")] }), hit("c")],
      new Map(),
      known,
    );
    expect([...merged].map(([at, { finding }]) => [at, finding.number])).toEqual([[0, 1]]);
    expect(suggested.map(({ result, finding }) => [result, finding.number])).toEqual([[1, 2]]);
    expect(matchSentence(merged.get(0)?.match ?? { step: "new" })).toBe(
      "Slither reports the same class of weakness in the same statement.",
    );
  });

  it("that this tool has known for long are suggested, never merged", () => {
    const { merged, suggested } = matchOtherTools([hit("a")], new Map([[0, {}]]), [foreign(1, hit("a"))]);
    expect(merged.size).toBe(0);
    expect(suggested).toHaveLength(1);
  });

  it("are not even suggested where a person has parted them", () => {
    expect(matchOtherTools([hit("a")], new Map(), [foreign(1, hit("a"), {}, true)])).toMatchObject({ suggested: [] });
  });

  const values = fc.constantFrom("a", "b", "c");
  const results = fc.array(
    fc.record({
      value: values,
      path: fc.constantFrom("src/A.sol", "src/B.sol"),
      severity: fc.constantFrom(...SEVERITIES),
      suppressed: fc.boolean(),
      own: fc.boolean(),
    }),
    { maxLength: 8 },
  );
  const others = fc.array(
    fc.record({
      value: values,
      path: fc.constantFrom("src/A.sol", "src/B.sol"),
      severity: fc.constantFrom(...SEVERITIES),
      state: fc.constantFrom(...FINDING_STATES),
      parted: fc.boolean(),
    }),
    { maxLength: 5 },
  );

  it("merge one to one and hide nothing, in whatever order they come", () => {
    fc.assert(
      fc.property(results, others, (hits, findings) => {
        const now = hits.map(({ value, path, severity, suppressed }) =>
          hit(value, { path, severity, ...(suppressed ? { suppressed: { by: "in-code" as const } } : {}) }),
        );
        const own = new Map(hits.flatMap((each, at) => (each.own ? [[at, {}] as const] : [])));
        const known = findings.map(({ value, path, severity, state, parted }, at) =>
          foreign(at + 1, hit(value, { path, severity }), { state }, parted),
        );
        const { merged, suggested } = matchOtherTools(now, own, known);
        const taken = [...merged.values()].map(({ finding }) => finding.id);
        expect(new Set(taken).size).toBe(taken.length);
        for (const [at, { finding }] of merged) {
          const result = now[at];
          expect(own.has(at)).toBe(false);
          expect(result?.suppressed).toBeUndefined();
          expect(finding.shown.path).toBe(result?.path);
          expect(isOpen(finding.state) || ["dismissed", "acknowledged"].includes(finding.state)).toBe(true);
          expect(severityRank(result?.severity ?? "info")).toBeGreaterThanOrEqual(severityRank(finding.severity));
          const alike = hits.filter(
            (each) => each.path === result?.path && weakness(each.value).value === hits[at]?.value,
          );
          expect(alike).toHaveLength(1);
          expect(known.find((each) => each.finding.id === finding.id)?.parted).toBe(false);
        }
        const said = suggested.map(({ result, finding }) => `${result} ${finding.id}`);
        expect(new Set(said).size).toBe(said.length);
        const turned = matchOtherTools(
          now.toReversed(),
          new Map([...own].map(([at, value]) => [now.length - 1 - at, value])),
          known.toReversed(),
        );
        const named = (all: typeof merged, of: (at: number) => number) =>
          [...all].map(([at, { finding }]) => `${of(at)} ${finding.id}`).toSorted();
        expect(named(turned.merged, (at) => now.length - 1 - at)).toEqual(named(merged, (at) => at));
      }),
    );
  });
});
