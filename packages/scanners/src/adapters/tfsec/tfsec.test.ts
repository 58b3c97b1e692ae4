import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { tfsecFormat } from "./format.ts";

const read = (name: string) => readReport(tfsecFormat, fixture(import.meta.dirname, name));

describe("tfsec", () => {
  it("reads what failed and what is ignored, under its long name with the former ones", async () => {
    const { findings } = await read("report.json");
    expect(findings).toMatchObject([
      {
        ...{ detector: "aws-ec2-no-public-ingress-sgr", formerDetectors: ["AVD-AWS-0107"], severity: "critical" },
        ...{ path: "gate/main.tf", startLine: 8, endLine: 14 },
        description: expect.stringContaining("Resolution: Name the addresses that may come in"),
      },
      { detector: "aws-s3-enable-versioning", suppressed: { by: "in-code", reason: "tfsec:ignore" } },
    ]);
  });

  it("reads its first layout", async () => {
    expect((await read("report-old.json")).findings).toMatchObject([
      { detector: "AWS018", severity: "high", startLine: 30, endLine: 36 },
    ]);
  });
});
