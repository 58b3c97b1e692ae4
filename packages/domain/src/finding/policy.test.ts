import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { globPrefix, matchesGlob } from "./glob.ts";
import { SEVERITIES } from "./vocabulary.ts";
import { covers, needsApproval, PolicyScope, type PolicySubject } from "./policy.ts";

const scope = (over: Partial<PolicyScope>): PolicyScope => PolicyScope.parse(over);
const subject = (over: Partial<PolicySubject> = {}): PolicySubject => ({
  detector: "avoid-tx-origin",
  path: "src/vault/Vault.sol",
  package: null,
  advisories: [],
  severity: "medium",
  branches: ["main"],
  ...over,
});

describe("globs", () => {
  it.each([
    ["src/vault/Vault.sol", "src/vault/Vault.sol", true],
    ["src/*.sol", "src/Vault.sol", true],
    ["src/*.sol", "src/vault/Vault.sol", false],
    ["src/**", "src/vault/deep/Vault.sol", true],
    ["src/**", "source/Vault.sol", false],
    ["**/*.t.sol", "test/unit/Vault.t.sol", true],
    ["**/*.t.sol", "Vault.t.sol", true],
    ["**/*.t.sol", "Vault.sol", false],
    ["**/mocks/**", "src/mocks/Token.sol", true],
    ["**/mocks/**", "src/mocksy/Token.sol", false],
    ["redoubt/*", "redoubt/zero-slippage", true],
    ["unsafe-?ypecast", "unsafe-typecast", true],
    ["unsafe-?ypecast", "unsafe-ypecast", false],
    ["*", "a/b", false],
    ["**", "a/b", true],
    ["a.b", "axb", false],
    ["pkg:npm/lodash@*", "pkg:npm/lodash@4.17.20", true],
  ])("%s against %s is %s", (glob, text, expected) => {
    expect(matchesGlob(glob, text)).toBe(expected);
  });

  const word = fc.stringMatching(/^[a-c]{0,4}$/);
  const path = fc.array(word, { minLength: 1, maxLength: 5 }).map((parts) => parts.join("/"));
  const glob = fc
    .array(
      fc.oneof(
        fc.constant("**"),
        fc.stringMatching(/^[a-c*?]{0,5}$/).filter((part) => part !== "**"),
      ),
      {
        minLength: 1,
        maxLength: 5,
      },
    )
    .map((parts) => parts.join("/"));

  it("agree with a regular expression that says the same", () => {
    const toRegExp = (pattern: string) => {
      const parts = pattern
        .split("/")
        .map((part) =>
          part === "**"
            ? null
            : [...part].map((c) => (c === "*" ? "[^/]*" : c === "?" ? "[^/]" : c.replace(/[.]/g, "\\."))).join(""),
        );
      // A part is the text between slashes; "**" is any number of them, none included.
      const source = parts.map((part) => (part === null ? "(?:/[^/]*)*" : `/${part}`)).join("");
      return new RegExp(`^${source}$`);
    };
    fc.assert(
      fc.property(glob, path, (pattern, text) => {
        expect(matchesGlob(pattern, text)).toBe(toRegExp(pattern).test(`/${text}`));
      }),
      { numRuns: 2000 },
    );
  });

  it("cover only what begins with their prefix", () => {
    fc.assert(
      fc.property(glob, path, (pattern, text) => {
        if (matchesGlob(pattern, text)) expect(text.startsWith(globPrefix(pattern).replace(/\/$/, ""))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("answer for hostile patterns without trying every way", () => {
    expect(matchesGlob(`${"*a".repeat(140)}b`, "a".repeat(1000))).toBe(false);
    expect(matchesGlob(`${"**/a/".repeat(50)}b`, Array.from({ length: 400 }, () => "a").join("/"))).toBe(false);
  });
});

describe("what a policy covers", () => {
  it("is what everything that is set holds for", () => {
    expect(covers(scope({ detector: "avoid-tx-origin" }), subject())).toBe(true);
    expect(covers(scope({ detector: "avoid-tx-origin", path: "test/**" }), subject())).toBe(false);
    expect(covers(scope({ detector: "avoid-tx-origin", path: "src/**" }), subject())).toBe(true);
    expect(covers(scope({ path: "src/**" }), subject({ path: null }))).toBe(false);
    expect(covers(scope({ package: "pkg:npm/*" }), subject())).toBe(false);
    expect(covers(scope({ advisory: "cve-2024-1" }), subject({ advisories: ["GHSA-1", "CVE-2024-1"] }))).toBe(true);
    expect(covers(scope({ advisory: "CVE-2024-1" }), subject({ advisories: ["CVE-2024-12"] }))).toBe(false);
  });

  it("is nothing without a check, a path, a package or an advisory", () => {
    expect(covers(scope({}), subject())).toBe(false);
    expect(covers(scope({ severityAtMost: "info", branch: "**" }), subject({ severity: "info" }))).toBe(false);
  });

  it("leaves alone what is worse than its limit", () => {
    const upTo = (severityAtMost: (typeof SEVERITIES)[number]) => scope({ path: "**", severityAtMost });
    expect(SEVERITIES.filter((severity) => covers(upTo("medium"), subject({ severity })))).toEqual([
      "medium",
      "low",
      "info",
    ]);
    expect(SEVERITIES.filter((severity) => covers(upTo("critical"), subject({ severity })))).toEqual([...SEVERITIES]);
  });

  it("holds for a branch only while the finding is seen on no other", () => {
    const side = scope({ path: "**", branch: "feature/*" });
    expect(covers(side, subject({ branches: ["feature/cap"] }))).toBe(true);
    expect(covers(side, subject({ branches: ["feature/cap", "main"] }))).toBe(false);
    expect(covers(side, subject({ branches: [] }))).toBe(false);
  });

  it("shrinks with every condition that is added", () => {
    const wide = fc.record({ detector: fc.constantFrom(null, "avoid-*"), path: fc.constantFrom("**", "src/**") });
    const more = fc.record({
      severityAtMost: fc.constantFrom(null, ...SEVERITIES),
      branch: fc.constantFrom(null, "main", "feature/*"),
      advisory: fc.constantFrom(null, "CVE-1"),
    });
    const anySubject = fc.record({
      detector: fc.constantFrom("avoid-tx-origin", "other"),
      path: fc.constantFrom("src/A.sol", "test/A.sol", null),
      package: fc.constant(null),
      advisories: fc.constantFrom([], ["CVE-1"]),
      severity: fc.constantFrom(...SEVERITIES),
      branches: fc.constantFrom([], ["main"], ["feature/x", "main"]),
    });
    fc.assert(
      fc.property(wide, more, anySubject, (base, extra, given) => {
        if (covers(scope({ ...base, ...extra }), given)) expect(covers(scope(base), given)).toBe(true);
      }),
    );
  });
});

describe("who lets a policy begin", () => {
  it("is a second person when its limit or a hit is as severe as was set", () => {
    expect(needsApproval(scope({ path: "**" }), [], "high")).toBe(true);
    expect(needsApproval(scope({ path: "**", severityAtMost: "high" }), [], "high")).toBe(true);
    expect(needsApproval(scope({ path: "**", severityAtMost: "medium" }), ["low"], "high")).toBe(false);
    expect(needsApproval(scope({ path: "**", severityAtMost: "medium" }), ["high"], "high")).toBe(true);
    expect(needsApproval(scope({ path: "**" }), ["critical"], null)).toBe(false);
  });
});
