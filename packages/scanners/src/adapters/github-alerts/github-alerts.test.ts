import { describe, expect, it } from "vitest";
import { fixture, inspected, pieces, readReport } from "../../testing.ts";
import { githubAlertsFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(githubAlertsFormat, fixture(import.meta.dirname, name), at);

describe("GitHub alerts", () => {
  it("reads code scanning: open, dismissed, and fixed as no result any more", async () => {
    const { runs, findings } = await read("report-code.json");
    expect(runs).toMatchObject([
      {
        scanner: "github-codeql",
        title: "CodeQL at GitHub",
        version: "2.19.0",
        category: "/language:javascript",
        detectors: ["js/path-injection", "js/eval"],
        notices: [{ kind: "info", reason: expect.stringContaining("1 alerts are fixed") }],
      },
    ]);
    expect(findings).toMatchObject([
      {
        detector: "js/path-injection",
        severity: "high",
        classes: { cwe: ["CWE-22"] },
        path: "scripts/serve.ts",
        startLine: 12,
        endLine: 13,
        fingerprints: [{ algorithm: "tool/github-codeql", value: "meridian/vault/code-scanning/alerts/4" }],
      },
      {
        detector: "js/eval",
        severity: "medium",
        suppressed: { by: "tool", reason: "dismissed at GitHub: used in tests: a fixture" },
      },
    ]);
  });

  it("reads Dependabot from REST and GraphQL", async () => {
    const { runs, findings } = await read("report-dependabot.json");
    expect(runs).toMatchObject([{ scanner: "github-dependabot" }]);
    expect(runs[0]?.detectors).toContain("*");
    expect(findings).toMatchObject([
      {
        detector: "GHSA-35jh-r3h4-6jhm",
        severity: "high",
        advisories: ["GHSA-35jh-r3h4-6jhm", "CVE-2021-23337"],
        package: "pkg:npm/lodash",
        path: "package-lock.json",
        tags: ["development"],
      },
      { package: "pkg:pypi/django", suppressed: { reason: "dismissed at GitHub: tolerable_risk" } },
    ]);
    const graph = await read("report-graphql.json");
    expect(graph.runs).toMatchObject([{ scanner: "github-dependabot", category: "vault" }]);
    expect(graph.findings).toMatchObject([
      {
        detector: "GHSA-29mw-wpgm-hmr9",
        severity: "medium",
        package: "pkg:npm/lodash",
        classes: { cwe: ["CWE-400"] },
        fingerprints: [{ value: "RVA_1" }],
      },
    ]);
  });

  it("reads secret scanning, masked", async () => {
    const { runs, findings } = await read("report-secret.json", { secretKey: "key" });
    expect(findings.map((f) => [f.detector, f.severity, f.path, f.suppressed?.reason])).toEqual([
      ["github_personal_access_token", "critical", "scripts/deploy.ts", undefined],
      ["slack_api_token", "high", undefined, "dismissed at GitHub: false_positive"],
    ]);
    expect(findings[0]?.fingerprints.map(({ algorithm }) => algorithm)).toEqual([
      "tool/github-secret-scanning",
      "secret",
    ]);
    expect(JSON.stringify(runs)).not.toMatch(/pelican-|otter-/);
  });

  it("reads pages that were written one after the other", async () => {
    const page = fixture(import.meta.dirname, "report-dependabot.json");
    expect((await readReport(githubAlertsFormat, `${page}${page}`)).findings).toHaveLength(4);
    expect((await readReport(githubAlertsFormat, `[${page},${page}]`)).findings).toHaveLength(4);
    const graph = fixture(import.meta.dirname, "report-graphql.json");
    const pages = `[${graph},${graph}]`;
    expect((await readReport(githubAlertsFormat, pages)).findings).toHaveLength(2);
    expect(await githubAlertsFormat.count(pieces(pages))).toBe(2);
    expect(await inspected(pages)).toBe("github-alerts");
  });
});
