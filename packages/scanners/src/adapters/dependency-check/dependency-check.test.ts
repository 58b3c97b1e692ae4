import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { dependencyCheckFormat } from "./format.ts";

const read = (name: string) => readReport(dependencyCheckFormat, fixture(import.meta.dirname, name));

describe("Dependency-Check", () => {
  it("reads XML with what is suppressed", async () => {
    const { runs, findings } = await read("report.xml");
    expect(findings).toMatchObject([
      {
        ...{ detector: "CVE-2024-11112", title: "org.pier/ladle-core 1.2.0: CVE-2024-11112", severity: "high" },
        ...{ confidence: "high", classes: { cwe: ["CWE-79", "CWE-116"] }, advisories: ["CVE-2024-11112"] },
        ...{ package: "pkg:maven/org.pier/ladle-core@1.2.0", path: "lib/ladle-core-1.2.0.jar" },
        description: expect.stringContaining("Ladle spills <what> it is given."),
      },
      { detector: "CVE-2023-11113", suppressed: { by: "tool", reason: "the handle is not used" } },
    ]);
    expect(runs).toMatchObject([
      {
        version: "12.1.0",
        detectors: ["*"],
        notices: [{ kind: "not-scanned", reason: "The registry did not answer." }],
      },
    ]);
  });

  it("reads JSON, packages of lock files, and scores where there is no word", async () => {
    expect((await read("report.json")).findings).toMatchObject([
      { detector: "GHSA-2m5j-8w4q-6v7h", severity: "medium", path: "web/package-lock.json" },
      { detector: "CVE-2022-11114", severity: "critical", confidence: "low", package: "pkg:maven/org.pier/buoy@3.1.0" },
    ]);
  });
});
