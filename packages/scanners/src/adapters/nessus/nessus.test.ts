import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { nessusFormat } from "./format.ts";

describe("Nessus", () => {
  it("reads items of hosts", async () => {
    const { runs, findings } = await readReport(nessusFormat, fixture(import.meta.dirname, "report.xml"));
    expect(findings.map((f) => [f.detector, f.severity, f.fingerprints[0]?.value])).toEqual([
      ["900001", "high", "900001 192.0.2.7:443/tcp"],
      ["900002", "info", "900002 192.0.2.7"],
      ["900003", "low", "900003 192.0.2.8:53/udp"],
    ]);
    expect(findings[0]).toMatchObject({
      ...{ title: "Ladle below 2.0.0", advisories: ["CVE-2024-11112", "CVE-2024-11113"], tags: ["Web Servers"] },
      classes: { cwe: ["CWE-79"] },
      description: expect.stringContaining("192.0.2.7:443/tcp, www\n\nA web server is out of date."),
    });
    expect(runs).toMatchObject([{ category: "Harbor network", resultsPresent: true, results: 3 }]);
  });

  it("says that a policy alone is no report", async () => {
    const { error } = await readReport(nessusFormat, "<NessusClientData_v2><Policy/></NessusClientData_v2>");
    expect(error).toMatchObject({ code: "wrong-format" });
  });
});
