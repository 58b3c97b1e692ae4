import { describe, expect, it } from "vitest";
import { IssueUrl, newIssueUrl, Tracker } from "./tracker.ts";

const FINDING = {
  number: 12,
  title: "Reentrancy in withdraw & more",
  severity: "high",
  restricted: false,
  description: "The call comes before the state.\n\n`balances[x] -= y`",
  place: "src/Vault.sol:84",
  url: "https://redoubt.example.org/o/acme/p/vault/finding/F-12",
} as const;

const TRACKERS: readonly Tracker[] = [
  { kind: "github", url: "https://github.com/acme/vault" },
  { kind: "gitlab", url: "https://gitlab.example.org/acme/vault" },
  { kind: "jira", url: "https://acme.atlassian.net", project: "10001", issueType: "10004" },
  { kind: "linear", url: "https://linear.app/acme/team/SEC" },
];

describe("a prefilled issue", () => {
  it("stands on the tracker's own form with title, severity, place, link and text", () => {
    const fields = TRACKERS.map((tracker) => {
      const url = new URL(newIssueUrl(tracker, FINDING));
      expect(url.origin).toBe(new URL(tracker.url).origin);
      return { path: url.pathname, all: [...url.searchParams.values()].join("\n") };
    });
    expect(fields.map(({ path }) => path)).toEqual([
      "/acme/vault/issues/new",
      "/acme/vault/-/issues/new",
      "/secure/CreateIssueDetails!init.jspa",
      "/acme/team/SEC/new",
    ]);
    for (const { all } of fields) {
      for (const part of [
        "F-12: Reentrancy in withdraw & more",
        "Severity: high",
        FINDING.place,
        FINDING.url,
        "balances",
      ]) {
        expect(all).toContain(part);
      }
    }
  });

  it("says the number alone of a restricted finding", () => {
    for (const tracker of TRACKERS) {
      const url = decodeURIComponent(newIssueUrl(tracker, { ...FINDING, restricted: true }));
      expect(url).toContain("F-12");
      expect(url).not.toMatch(/Reentrancy|withdraw|Vault\.sol|balances|Severity|redoubt\.example/);
    }
  });

  it("stays an address that browsers take, whatever the text is", () => {
    for (const description of ["é".repeat(50_000), "\u{1f600}".repeat(20_000), "a".repeat(100_000), "\ud800"]) {
      const url = newIssueUrl({ kind: "github", url: "https://github.com/acme/vault" }, { ...FINDING, description });
      expect(url.length).toBeLessThanOrEqual(7000);
      expect(URL.canParse(url)).toBe(true);
    }
  });
});

describe("addresses", () => {
  it("are https without user and password, and nothing else", () => {
    expect(IssueUrl.safeParse("https://github.com/acme/vault/issues/3").success).toBe(true);
    for (const bad of [
      "http://github.com/x",
      "javascript:alert(1)",
      "//evil.example",
      "https://user:pw@github.com/x",
      "ftp://x",
      "",
    ]) {
      expect(IssueUrl.safeParse(bad).success).toBe(false);
      expect(Tracker.safeParse({ kind: "github", url: bad }).success).toBe(false);
    }
    expect(Tracker.safeParse({ kind: "jira", url: "https://a.example", project: "X", issueType: "1" }).success).toBe(
      false,
    );
  });
});
