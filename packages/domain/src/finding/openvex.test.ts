import { describe, expect, it } from "vitest";
import { openVex, OpenVexDocument, type VexFinding } from "./openvex.ts";

const project = { organization: "Meridian Labs", organizationSlug: "meridian-labs", slug: "vault" };
const purl = "pkg:npm/lodash@4.17.20";
const finding = (over: Partial<VexFinding>): VexFinding => ({
  ...{ number: 1, package: purl, state: "new", reason: null, comment: null, until: null },
  at: new Date("2026-11-01T00:00:00Z"),
  ...over,
});
const document = (...findings: VexFinding[]) =>
  openVex(project, [{ names: ["GHSA-35jh-r3h4-6jhm", "CVE-2021-23337"], findings }], (text) => `of-${text.length}`);
const said = (...findings: VexFinding[]) => document(...findings)?.statements[0];

describe("an OpenVEX document", () => {
  it("names author, project and package, and every name of the advisory", () => {
    const made = document(finding({ state: "confirmed", comment: "seen in production" }));
    expect(OpenVexDocument.parse(made)).toEqual(made);
    expect(made).toMatchObject({
      author: "Meridian Labs",
      timestamp: "2026-11-01T00:00:00.000Z",
      statements: [
        {
          vulnerability: { name: "GHSA-35jh-r3h4-6jhm", aliases: ["CVE-2021-23337"] },
          products: [{ "@id": "pkg:generic/meridian-labs/vault", subcomponents: [{ "@id": purl }] }],
          status: "affected",
          action_statement: "To be fixed: seen in production",
          status_notes: "F-1",
        },
      ],
    });
  });

  it("says of each decision what it means for others, and claims no more", () => {
    const dismissed = (reason: string | null) => said(finding({ state: "dismissed", reason, comment: "why" }));
    expect(dismissed("false-positive")).toMatchObject({ status: "not_affected", impact_statement: expect.any(String) });
    expect(dismissed("not-exploitable")).toMatchObject({
      status: "not_affected",
      impact_statement: "The vulnerable code cannot be exploited here: why",
    });
    expect(dismissed("test-code")).toMatchObject({ status: "not_affected" });
    for (const accepted of ["wont-fix", "by-design", "known-issue"]) {
      expect(dismissed(accepted), accepted).toMatchObject({ status: "affected", action_statement: expect.any(String) });
    }
    expect(dismissed(null)).toMatchObject({ status: "under_investigation" });
    const until = new Date("2027-01-31T12:00:00Z");
    expect(said(finding({ state: "acknowledged", reason: "no caller", until }))).toMatchObject({
      status: "affected",
      action_statement: "Risk accepted until 2027-01-31: no caller",
    });
    expect(said(finding({ state: "fix-claimed" }))).toMatchObject({ status: "affected" });
    expect(said(finding({ state: "resolved" }))).toMatchObject({ status: "fixed" });
    expect(said(finding({ state: "new" }))).toMatchObject({ status: "under_investigation" });
  });

  it("says nothing of duplicates and of what is not seen any more, and is none when nothing is left", () => {
    expect(document(finding({ state: "duplicate" }), finding({ state: "not-observed" }))).toBeNull();
    expect(openVex(project, [], () => "")).toBeNull();
  });

  it("promises the least where lock files are told different things", () => {
    const safe = finding({ number: 4, state: "dismissed", reason: "test-code" });
    const open = finding({ number: 7, state: "new" });
    const words = "F-7; other lock files are told otherwise; this is the one that promises least";
    for (const order of [
      [safe, open],
      [open, safe],
    ]) {
      expect(said(...order)).toMatchObject({ status: "under_investigation", status_notes: words });
    }
    expect(said(open, finding({ number: 9, state: "confirmed" }))).toMatchObject({ status: "affected" });
  });
});
