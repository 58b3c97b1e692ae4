import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judge } from "./evaluate.ts";
import type { AdvisoryEcosystem, AffectedPackage, RangeEvent } from "./osv.ts";

const pack = (events: RangeEvent[], over: Partial<AffectedPackage> = {}): AffectedPackage => ({
  ...{ ecosystem: "npm", name: "a", ranges: events.length === 0 ? [] : [{ type: "SEMVER", events }], versions: [] },
  ...over,
});
const verdict = (affected: AffectedPackage, version: string | null, commit: string | null = null) =>
  judge(affected, { version, commit }).verdict;
const isIn = (events: RangeEvent[], version: string, ecosystem: AdvisoryEcosystem = "npm") =>
  verdict(pack(events, { ecosystem, ranges: [{ type: "ECOSYSTEM", events }] }), version);

describe("the evaluation of the OSV schema", () => {
  it.each([
    ["0.0.1", "affected"],
    ["1.2.2", "affected"],
    ["1.2.3", "not-affected"],
    ["2.0.0", "affected"],
    ["2.1.0", "not-affected"],
    ["1.2.3-rc.1", "affected"],
  ])("introduced and fixed, twice: %s is %s", (version, expected) => {
    const events = [{ introduced: "0" }, { fixed: "1.2.3" }, { introduced: "2.0.0" }, { fixed: "2.1.0" }];
    expect(isIn(events, version)).toBe(expected);
    // The order in which they are written says nothing.
    expect(isIn(events.toReversed(), version)).toBe(expected);
  });

  it("ends behind the last affected version, not at it", () => {
    const events = [{ introduced: "1.0.0" }, { lastAffected: "1.5.0" }];
    expect(["0.9.0", "1.0.0", "1.5.0", "1.5.1"].map((version) => isIn(events, version))).toEqual([
      "not-affected",
      "affected",
      "affected",
      "not-affected",
    ]);
  });

  it("takes what is introduced without an end as affected for ever", () => {
    expect(isIn([{ introduced: "0" }], "99.0.0")).toBe("affected");
    expect(isIn([{ introduced: "2.0.0" }], "1.99.0")).toBe("not-affected");
  });

  it("looks no further than a limit, of which one is enough", () => {
    const events = [{ introduced: "0" }, { limit: "2.0.0" }, { limit: "1.0.0" }];
    expect(isIn(events, "1.5.0")).toBe("affected");
    expect(isIn(events, "2.0.0")).toBe("not-affected");
    expect(isIn([{ introduced: "0" }, { limit: "*" }], "3.0.0")).toBe("affected");
  });

  it("keeps the advisory's order where events share a version", () => {
    expect(isIn([{ introduced: "1.0.0" }, { fixed: "1.0.0" }], "1.0.0")).toBe("not-affected");
    expect(isIn([{ introduced: "0" }, { fixed: "1.0.0" }, { introduced: "1.0.0" }], "1.0.0")).toBe("affected");
  });

  it("adds the list of versions to the ranges", () => {
    const affected = pack([{ introduced: "5.0.0" }], { versions: ["1.0.0", "v2.0.0"] });
    expect(["1.0.0", "2.0.0", "3.0.0", "5.0.0"].map((version) => verdict(affected, version))).toEqual([
      "affected",
      "affected",
      "not-affected",
      "affected",
    ]);
    expect(verdict(pack([]), "1.0.0")).toBe("not-affected");
  });

  it("says unknown where a version cannot be ordered, or there is none", () => {
    expect(isIn([{ introduced: "0" }, { fixed: "1.0.0" }], "latest")).toBe("unknown");
    expect(isIn([{ introduced: "what" }, { fixed: "1.0.0" }], "1.0.0")).toBe("unknown");
    expect(verdict(pack([{ introduced: "0" }]), null)).toBe("unknown");
    expect(verdict(pack([], { versions: ["latest"] }), "latest")).toBe("affected");
  });

  it("orders Go with its v, +incompatible and pseudo-versions", () => {
    const events = [{ introduced: "0" }, { fixed: "0.0.0-20220906165146-f3363e06e74c" }];
    expect(isIn(events, "v0.0.0-20210226172049-e18ecbb05110", "Go")).toBe("affected");
    expect(isIn(events, "v0.0.0-20230101000000-abcdefabcdef", "Go")).toBe("not-affected");
    expect(isIn([{ introduced: "0" }, { fixed: "2.0.0" }], "v2.0.0+incompatible", "Go")).toBe("not-affected");
  });

  it.each([
    ["1.0.dev1", "affected"],
    ["1.0a2", "affected"],
    ["1.0rc1", "affected"],
    ["1.0", "not-affected"],
    ["1.0.0", "not-affected"],
    ["1.0.post1", "not-affected"],
    ["1!0.1", "not-affected"],
    ["0.9+local.7", "affected"],
  ])("orders Python by PEP 440: %s before 1.0 is %s", (version, expected) => {
    expect(isIn([{ introduced: "0" }, { fixed: "1.0" }], version, "PyPI")).toBe(expected);
  });

  it("equals versions of Python however they are written", () => {
    const affected = pack([], { ecosystem: "PyPI", versions: ["1.0", "2.0rc1"] });
    expect(["1.0.0", "2.0.RC.1", "2.0"].map((version) => verdict(affected, version))).toEqual([
      "affected",
      "affected",
      "not-affected",
    ]);
  });

  it("tells of commits only those that the advisory names, and of tags those in its list", () => {
    const events = [{ introduced: "a".repeat(40) }, { fixed: "b".repeat(40) }];
    const affected: AffectedPackage = {
      ...{ ecosystem: "Git", name: "github.com/o/r", versions: ["v1.2.0"] },
      ranges: [{ type: "GIT", events }],
    };
    expect(verdict(affected, null, "a".repeat(40))).toBe("affected");
    expect(verdict(affected, null, "b".repeat(40))).toBe("not-affected");
    expect(verdict(affected, null, "c".repeat(40))).toBe("unknown");
    expect(verdict(affected, "1.2.0", "c".repeat(40))).toBe("affected");
  });

  it("names the nearest fix", () => {
    const affected = pack([{ introduced: "0" }, { fixed: "1.5.0" }, { introduced: "2.0.0" }, { fixed: "2.3.0" }]);
    expect(judge(affected, { version: "1.0.0", commit: null }).fixed).toBe("1.5.0");
    expect(judge(affected, { version: "2.1.0", commit: null }).fixed).toBe("2.3.0");
    expect(judge(pack([{ introduced: "0" }]), { version: "2.1.0", commit: null }).fixed).toBeNull();
  });

  it("agrees with a walk over all versions, whatever the events", () => {
    const version = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map((parts) => parts.join("."));
    const value = (text: string) => text.split(".").reduce((sum, part) => sum * 10 + Number(part), 0);
    fc.assert(
      fc.property(
        fc.uniqueArray(version, { minLength: 2, maxLength: 6 }),
        version,
        fc.boolean(),
        (ends, asked, last) => {
          const sorted = ends.toSorted((a, b) => value(a) - value(b));
          const pairs = sorted.flatMap((end, at) => (at % 2 === 0 ? [[end, sorted[at + 1]] as const] : []));
          const events = pairs.flatMap(([from, to]): RangeEvent[] => [
            { introduced: from },
            ...(to === undefined ? [] : [last ? { lastAffected: to } : { fixed: to }]),
          ]);
          const expected = pairs.some(([from, to]) => {
            const isBefore = to === undefined || (last ? value(asked) <= value(to) : value(asked) < value(to));
            return value(asked) >= value(from) && isBefore;
          });
          expect(isIn(events, asked)).toBe(expected ? "affected" : "not-affected");
        },
      ),
    );
  });

  it("ends at once for text that is no version", () => {
    const hostile = [
      "1".repeat(5000),
      `1.0.0-${"a-".repeat(3000)}`,
      `${"0.".repeat(3000)}x`,
      "1!".repeat(2000),
      "\u202e1.0",
    ];
    for (const ecosystem of ["npm", "PyPI", "Go", "crates.io"] as const) {
      for (const text of hostile) {
        expect(isIn([{ introduced: "0" }, { fixed: text }], "1.0.0", ecosystem)).toBe("unknown");
        expect(["unknown", "not-affected"]).toContain(
          isIn([{ introduced: "1.0.0" }, { fixed: "2.0.0" }], text, ecosystem),
        );
      }
    }
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.string({ maxLength: 200 }), (a, b) => {
        for (const ecosystem of ["npm", "PyPI"] as const) isIn([{ introduced: "0" }, { fixed: b }], a, ecosystem);
      }),
    );
  });
});
