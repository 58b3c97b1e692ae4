import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { genericFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(genericFormat, fixture(import.meta.dirname, name), at);

describe("generic reports", () => {
  it("reads JSON, and names the fields that it does not read", async () => {
    const { runs, findings } = await read("report.json");
    expect(runs).toMatchObject([
      {
        scanner: "meridian-review",
        title: "Meridian review",
        version: "1",
        notices: [{ kind: "info", reason: "fields that are not read: mood" }],
      },
    ]);
    expect(findings).toMatchObject([
      {
        detector: "unguarded-sweep",
        severity: "critical",
        classes: { cwe: ["CWE-284"], swc: ["SWC-105"] },
        path: "src/Vault.sol",
        startLine: 40,
        endLine: 44,
        fingerprints: [{ algorithm: "tool/meridian-review", value: "MR-1" }],
        tags: ["review"],
      },
      {
        severity: "high",
        advisories: ["CVE-2021-23337"],
        package: "pkg:generic/lodash@4.17.20",
        path: "package-lock.json",
        suppressed: { by: "tool" },
      },
      { severity: "info", advisories: ["CVE-2030-0001"], suppressed: { reason: "not active where it comes from" } },
    ]);
    expect(findings[2]?.description).toBe("https://app.meridian.test/a\nhttps://b.meridian.test");
  });

  it("reads a table, with quotes and line ends in its cells", async () => {
    const { findings } = await read("report.csv");
    expect(findings).toMatchObject([
      { title: 'Weak, quoted "title"', severity: "high", classes: { cwe: ["CWE-79"] } },
      { title: "Duplicate one", severity: "low", suppressed: { reason: "a duplicate where it comes from" } },
    ]);
    expect(findings[0]?.description).toContain("two\nlines");
  });

  it("takes semicolons and tabs as separators, and refuses a table without titles", async () => {
    expect((await readReport(genericFormat, "Title;Severity\na;Low\n")).findings).toMatchObject([
      { title: "a", severity: "low" },
    ]);
    expect((await readReport(genericFormat, "Title\tSeverity\na\tHigh\n")).findings).toMatchObject([
      { severity: "high" },
    ]);
    expect((await readReport(genericFormat, "Name,Severity\na,Low\n")).error).toMatchObject({ code: "wrong-format" });
    expect((await readReport(genericFormat, 'Title,Severity\n"a,Low\n')).error).toMatchObject({ code: "truncated" });
  });
});
