import type { RiskSnapshot } from "@redoubt/domain/report";
import { describe, expect, it } from "vitest";
import { riskReportMarkdown } from "./markdown.ts";
import { riskReportPdf } from "./pdf.ts";

const counts = { critical: 1, high: 2, medium: 3, low: 0, info: 9 };
const zero = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };

function snapshot(findings = 1): RiskSnapshot {
  return {
    format: "redoubt/risk-report@1",
    organization: "Meridian Labs",
    project: { name: "Vault", slug: "vault", kind: "protocol" },
    number: 2,
    generatedAt: "2026-11-12T09:30:00.000Z",
    generatedBy: "Ines Kovač",
    revision: { number: 3, name: "v1.2.0", commit: "e41a7c2", nsloc: 612, authoredAt: null },
    previous: { number: 1, generatedAt: "2026-11-01T09:30:00.000Z" },
    changes: [{ direction: "worse", text: "A fixed finding came back: F-2 <script>|pipe (critical).", finding: 2 }],
    summary: ["1 critical finding is open."],
    open: counts,
    hiddenRestricted: 1,
    revisions: [
      {
        revision: { number: 3, name: "v1.2.0", commit: "e41a7c2" },
        at: "2026-11-12T09:00:00.000Z",
        open: counts,
        resolved: zero,
        setAside: zero,
      },
    ],
    openCriticalAndHigh: Array.from({ length: findings }, (_, index) => ({
      number: index + 1,
      title: "Pool price wins over the feed, whatever the size of the swap that moved it",
      severity: "critical" as const,
      state: "regressed",
      place: "MeridianOracle.price",
      owner: null,
      ageDays: 12,
      poc: "reproduces" as const,
    })),
    pocs: [
      { number: 1, title: "Pool price", finding: 2, verdicts: [{ revision: 3, verdict: "reproduces", reason: null }] },
    ],
    pocRevisions: [{ number: 3, name: "v1.2.0", commit: "e41a7c2" }],
    scanners: [
      {
        scanner: "solhint",
        title: "solhint",
        version: "6.2.4",
        state: "succeeded",
        results: 4,
        sandboxed: true,
        scan: 7,
      },
    ],
    notScanned: [{ scanner: "forge-lint", what: "contracts", places: 1, reason: "does not compile: missing import" }],
    method: ["How it was done."],
    limits: ["What it cannot see."],
  };
}

describe("riskReportMarkdown", () => {
  it("escapes text from findings and names the hash", () => {
    const text = riskReportMarkdown(snapshot(), "ab".repeat(32));
    expect(text).toContain("\\<script\\>\\|pipe");
    expect(text).not.toContain("<script>");
    expect(text).toContain("ab".repeat(32));
    expect(text).toContain("| v1.2.0 | open | 1 | 2 | 3 | 0 | 9 |");
    expect(text).toContain("does not compile: missing import");
  });

  it("says so when there is no earlier report", () => {
    const first = { ...snapshot(), previous: null };
    expect(riskReportMarkdown(first, "00")).toContain("first report of the project");
  });
});

describe("riskReportPdf", () => {
  it("makes more pages for more findings and numbers them", async () => {
    const short = await riskReportPdf(snapshot(1), "ab".repeat(32));
    const long = await riskReportPdf(snapshot(120), "ab".repeat(32));
    const pages = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length ?? 0;
    expect(short.subarray(0, 5).toString()).toBe("%PDF-");
    expect(pages(short)).toBeGreaterThan(0);
    expect(pages(long)).toBeGreaterThan(pages(short));
  });
});
