import { describe, expect, it } from "vitest";
import type { VexStatement } from "./statements.ts";
import { commandOf, inOrder, isAbout, statementComment, unmatchedWords } from "./vex.ts";

const statement = (over: Partial<VexStatement> = {}): VexStatement => ({
  vulnerability: "CVE-2021-23337",
  ids: ["CVE-2021-23337", "GHSA-35jh-r3h4-6jhm"],
  product: "pkg:npm/lodash@4.17.20",
  packages: ["pkg:npm/lodash@4.17.20"],
  status: "not_affected",
  justification: "vulnerable_code_not_present",
  text: null,
  at: null,
  ...over,
});

describe("a statement", () => {
  it.each([
    ["not_affected", "vulnerable_code_not_present", { command: "dismiss", reason: "not-exploitable" }],
    ["not_affected", "false_positive", { command: "dismiss", reason: "false-positive" }],
    ["affected", null, { command: "affirm", reason: null }],
    ["fixed", null, { command: "claim-fix", reason: null }],
    ["under_investigation", null, null],
  ] as const)("that says %s (%s) asks for %j", (status, justification, command) => {
    expect(commandOf(statement({ status, justification }))).toEqual(command);
  });

  it("carries who says it, what and why", () => {
    expect(statementComment(statement({ text: "template() is never called." }), "OpenVEX of Meridian Labs")).toBe(
      "OpenVEX of Meridian Labs says: CVE-2021-23337 not affected (vulnerable code not present).\n\ntemplate() is never called.",
    );
  });

  it("is about a finding with one of its ids in one of its packages", () => {
    const about = (advisories: string[], purl: string | null, over: Partial<VexStatement> = {}) =>
      isAbout(statement(over), { advisories, package: purl });
    expect(about(["CVE-2021-23337"], "pkg:npm/lodash@4.17.20")).toBe(true);
    expect(about(["GHSA-35jh-r3h4-6jhm"], "pkg:npm/lodash")).toBe(true);
    expect(about(["CVE-2021-23337"], "pkg:npm/lodash@4.17.19")).toBe(false);
    expect(about(["CVE-2021-23337"], "pkg:npm/underscore")).toBe(false);
    expect(about(["CVE-2021-23337"], null)).toBe(false);
    expect(about(["CVE-2020-0001"], "pkg:npm/lodash@4.17.20")).toBe(false);
    // Without any product it is about the vulnerability; a product that names no package is about nothing known.
    expect(about(["cve-2021-23337"], "pkg:npm/other", { product: null, packages: [] })).toBe(true);
    expect(about(["CVE-2021-23337"], "pkg:npm/lodash", { product: "keeper 1.4", packages: [] })).toBe(false);
    expect(unmatchedWords(statement({ product: "keeper 1.4", packages: [] }))).toContain(
      "keeper 1.4 is no package URL",
    );
  });

  it("of several the newest has the last word; undated ones go first", () => {
    const at = (when: string | null) => ({ statement: statement({ at: when }) });
    const all = [at("2026-11-02T00:00:00Z"), at(null), at("2026-11-01T00:00:00Z"), at("nonsense")];
    expect(inOrder(all).map((each) => each.statement.at)).toEqual([
      null,
      "nonsense",
      "2026-11-01T00:00:00Z",
      "2026-11-02T00:00:00Z",
    ]);
  });
});
