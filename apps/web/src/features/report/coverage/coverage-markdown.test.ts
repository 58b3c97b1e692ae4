import type { CoverageMatrix } from "@redoubt/domain/report";
import { expect, test } from "vitest";
import { cellReason, coverageMarkdown } from "./coverage-markdown.ts";

const MATRIX: CoverageMatrix = {
  columns: [
    { id: "solhint", title: "solhint", group: "default", found: 1 },
    { id: "audit", title: "Audit report", group: "audit", found: null },
  ],
  rows: [
    {
      id: "W1",
      title: "A | B",
      severity: "high",
      place: "src/A.sol run",
      blind: false,
      unseen: false,
      findings: [1, 4],
      cells: [
        { state: "found", findings: [4], note: null },
        { state: "not-imported", findings: [], note: "no report" },
      ],
    },
  ],
  figures: [
    { id: "default", label: "Default scanners", value: 1, note: "as installed" },
    { id: "audit", label: "Audit report", value: null, note: "not imported yet" },
  ],
  notes: ["One note."],
};

test("the table keeps every row and column, and pipes in titles do not add columns", () => {
  const lines = coverageMarkdown(MATRIX).split("\n");
  expect(lines).toContain("| W1 | A \\| B | high | F-1 F-4 | found | not imported |");
  expect(lines).toContain("- Default scanners: 1 of 1 (as installed)");
  expect(lines).toContain("- Audit report: no run yet (not imported yet)");
  expect(lines).toContain("- One note.");
});

test("a cell says its state and why", () => {
  const [found, missing] = MATRIX.rows[0]?.cells ?? [];
  expect(found && cellReason(found)).toBe("found");
  expect(missing && cellReason(missing)).toBe("not imported: no report");
});
