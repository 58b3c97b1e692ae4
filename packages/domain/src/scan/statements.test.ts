import { expect, test } from "vitest";
import { type ScanStatement, ScanStatements, statementsFor } from "./statements.ts";

const row = (over: Partial<ScanStatement>): ScanStatement => ({
  ...{ vulnerability: "CVE-2024-0001", product: "pkg:npm/a@1", status: "not_affected", outcome: "applied" },
  ...{ findings: [], note: null, noteWithout: null, ...over },
});
const about = (number: number | null, moved: boolean) => ({ number, moved, words: "new → dismissed" });

const ALL = ScanStatements.parse({
  ...{ applied: 12, unchanged: 3, unmatched: 1 },
  rows: [
    row({ findings: [about(null, true)], noteWithout: "about nothing here" }),
    row({ findings: [about(null, true), about(7, false)], noteWithout: "about nothing here" }),
    row({ findings: [about(8, true)] }),
    row({ outcome: "unmatched", note: "about nothing here" }),
  ],
});

test("who sees restricted findings reads what became of each statement", () => {
  expect(statementsFor(ALL, true)).toBe(ALL);
});

test("to others a statement about a restricted finding alone reads like one about none, and is counted so", () => {
  const seen = statementsFor(ALL, false);
  expect(seen.rows[0]).toEqual({ ...seen.rows[3] });
  expect(seen.rows[1]).toEqual(row({ outcome: "unchanged", findings: [about(7, false)] }));
  expect(seen.rows[2]).toEqual(ALL.rows[2]);
  expect(seen).toMatchObject({ applied: 10, unchanged: 4, unmatched: 2 });
});
