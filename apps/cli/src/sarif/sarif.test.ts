import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Finding, SEVERITIES } from "../api/schemas.ts";
import { GITHUB_LIMITS, toSarif } from "./sarif.ts";

const OPTIONS = { project: "vault", server: "https://redoubt.example.org", version: "0.1.0" };

const finding = (number: number, over: Partial<Finding> = {}): Finding =>
  Finding.parse({
    name: `F-${number}`,
    number,
    title: `Finding ${number}`,
    description: "Text",
    severity: "high",
    state: "new",
    scanner: "solhint",
    detector: "avoid-tx-origin",
    path: "src/Vault.sol",
    startLine: number,
    endLine: number,
    url: `${OPTIONS.server}/o/x/p/vault/finding/F-${number}`,
    ...over,
  });

const run = (findings: readonly Finding[]) => {
  const { log, leftOut } = toSarif(findings, OPTIONS);
  const [only] = log.runs;
  if (only === undefined) throw new Error("no run");
  return { log, run: only, leftOut, rules: only.tool.driver.rules };
};

describe("SARIF for GitHub", () => {
  it("has every property that GitHub requires, for any finding", () => {
    const text = fc.string({ unit: "binary", maxLength: 3000 });
    const any = fc.record({
      number: fc.nat(1_000_000).map((n) => n + 1),
      title: text,
      advice: fc.option(text),
      detector: fc.option(text),
      scanner: fc.option(text),
      severity: fc.constantFrom(...SEVERITIES),
      confidence: fc.constantFrom("high", "medium", "low", "odd"),
      path: fc.option(
        fc.oneof(text, fc.constantFrom("src/a b#?.sol", "/etc/passwd", "C:\\x.sol", "../up.sol", "./a.sol")),
      ),
      startLine: fc.option(fc.integer({ min: 1, max: 1e6 })),
      cwe: fc.array(fc.oneof(fc.constant("CWE-79"), text), { maxLength: 30 }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), (many) => {
        const { log, run: one, rules } = run(many.map(({ number, ...over }) => finding(number, over)));
        expect(log.version).toBe("2.1.0");
        expect(log.$schema).toMatch(/^https:/);
        expect(one.automationDetails.id).toMatch(/\/$/);
        expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
        for (const rule of rules) {
          for (const required of [
            rule.id,
            rule.name,
            rule.shortDescription.text,
            rule.fullDescription.text,
            rule.help.text,
          ]) {
            expect(required.length).toBeGreaterThan(0);
          }
          expect(rule.name.length).toBeLessThanOrEqual(255);
          expect(rule.shortDescription.text.length).toBeLessThanOrEqual(1024);
          expect((rule.properties.tags as string[]).length).toBeLessThanOrEqual(20);
          expect(typeof rule.properties["security-severity"]).toBe("string");
          expect(Number(rule.properties["security-severity"])).toBeGreaterThan(0);
          expect(Number(rule.properties["security-severity"])).toBeLessThanOrEqual(10);
        }
        for (const result of one.results) {
          expect(rules[result.ruleIndex]?.id).toBe(result.ruleId);
          expect(["error", "warning", "note"]).toContain(result.level);
          expect(result.message.text.length).toBeGreaterThan(0);
          expect(result.partialFingerprints.primaryLocationLineHash).toMatch(/^[0-9a-f]{32}:1$/);
          const [place] = result.locations;
          const uri = place?.physicalLocation.artifactLocation.uri ?? "";
          expect(uri).not.toMatch(/^\/|^[a-z]+:|\\|[\s#?]/i);
          expect(uri.split("/")).not.toContain("..");
          expect(new URL(uri, "https://base.example/").origin).toBe("https://base.example");
          expect(place?.physicalLocation.region.startLine).toBeGreaterThan(0);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("maps severities to GitHub's bands, as text", () => {
    const bands = SEVERITIES.map((severity, at) => finding(at + 1, { severity }));
    const { rules } = run(bands);
    const score = (severity: string) =>
      Number(rules.find(({ id }) => id.endsWith(`/${severity}`))?.properties["security-severity"]);
    expect(score("critical")).toBeGreaterThan(9);
    expect(score("high")).toBeGreaterThanOrEqual(7);
    expect(score("high")).toBeLessThan(9);
    expect(score("medium")).toBeGreaterThanOrEqual(4);
    expect(score("medium")).toBeLessThan(7);
    expect(score("low")).toBeLessThan(4);
    expect(score("info")).toBeGreaterThan(0);
  });

  it("keeps a finding's fingerprint when its lines move and its file is renamed", () => {
    const hash = (one: Finding) => run([one]).run.results[0]?.partialFingerprints.primaryLocationLineHash;
    expect(hash(finding(4, { path: "src/Renamed.sol", startLine: 99, endLine: 99 }))).toBe(hash(finding(4)));
    expect(hash(finding(5))).not.toBe(hash(finding(4)));
  });

  it("leaves out restricted findings and those without a file, and says how many", () => {
    const { run: one, leftOut } = run([
      finding(1, { restricted: true, title: "The hidden one" }),
      finding(2, { path: null }),
      finding(3),
    ]);
    expect(one.results.map(({ message }) => message.text)).toEqual(["F-3: Finding 3"]);
    expect(leftOut.join(" ")).toMatch(/1 restricted finding .*1 finding without a file/);
    expect(JSON.stringify(one)).not.toContain("hidden");
  });

  it("stays below GitHub's number of results and cuts from the least severe", () => {
    const many = Array.from({ length: GITHUB_LIMITS.results + 500 }, (_, at) =>
      finding(at + 1, { severity: at < 500 ? "info" : "medium" }),
    );
    const { run: one, leftOut } = run(many);
    expect(one.results.length).toBe(GITHUB_LIMITS.results);
    expect(one.results.every(({ level }) => level === "warning")).toBe(true);
    expect(leftOut.join(" ")).toContain("500 findings of the lowest severities");
  });

  it("stays below GitHub's size when texts do not compress", () => {
    let seed = 7;
    const noise = () =>
      Array.from({ length: 3900 }, () => String.fromCharCode(33 + ((seed = (seed * 48271) % 2147483647) % 90))).join(
        "",
      );
    const many = Array.from({ length: 6000 }, (_, at) => finding(at + 1, { detector: `check-${at}`, advice: noise() }));
    const { log, leftOut } = run(many);
    expect(gzipSync(JSON.stringify(log)).byteLength).toBeLessThanOrEqual(GITHUB_LIMITS.gzipBytes);
    expect(leftOut.join(" ")).toContain("GitHub refuses larger files");
  });
});
