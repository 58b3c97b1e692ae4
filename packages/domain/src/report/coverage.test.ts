import { describe, expect, it } from "vitest";
import { SCANNERS } from "../scan/index.ts";
import { type CoverageFacts, judgeCoverage } from "./coverage.ts";
import { PlantedWeakness } from "./planted.ts";
import type { CoverageCell, CoverageMatrix } from "./schema.ts";

function weakness(id: string, over: Record<string, unknown> = {}): PlantedWeakness {
  return PlantedWeakness.parse({
    id,
    title: `Weakness ${id}`,
    file: "src/Vault.sol",
    function: "withdraw",
    cwe: ["CWE-682"],
    severity: "high",
    blind: false,
    planted: { "v1.0.0": "present", "v1.1.0": "fixed" },
    ...over,
  });
}

const nothing: Omit<CoverageFacts, "weaknesses"> = { sightings: [], scans: [], pocs: [], recorded: [] };
const everyScanner = (revision: string) => SCANNERS.map(({ id }) => ({ scanner: id, revision: [revision] }));
const hit = {
  finding: 4,
  scanner: "redoubt",
  path: "src/Vault.sol",
  callable: "withdraw",
  cwe: ["CWE-682"],
  revision: ["v1.0.0"],
};

function cell(matrix: CoverageMatrix, column: string, row = 0): CoverageCell | undefined {
  const index = matrix.columns.findIndex((each) => each.id === column);
  return matrix.rows[row]?.cells[index];
}

describe("judgeCoverage", () => {
  it("gives each row one cell for each column", () => {
    const matrix = judgeCoverage({ ...nothing, weaknesses: [weakness("W1"), weakness("W2")] });
    expect(matrix.columns).toHaveLength(SCANNERS.length + 3);
    for (const row of matrix.rows) expect(row.cells).toHaveLength(matrix.columns.length);
  });

  it("does not call a scanner blind before it ran on a revision that has the weakness", () => {
    const weaknesses = [weakness("W1")];
    const states = ["v1.1.0", "v1.0.0"].map((name) => {
      const matrix = judgeCoverage({ ...nothing, weaknesses, scans: everyScanner(name) });
      return cell(matrix, "solhint")?.state;
    });
    expect(states).toEqual(["not-run", "not-found"]);
  });

  it("names the finding of a hit, and takes none from a revision where it is fixed", () => {
    const weaknesses = [weakness("W1")];
    const found = judgeCoverage({ ...nothing, weaknesses, sightings: [hit, { ...hit, finding: 2 }] });
    expect(cell(found, "redoubt")).toEqual({ state: "found", findings: [2, 4], note: null });
    expect(found.rows[0]?.findings).toEqual([2, 4]);
    const later = judgeCoverage({ ...nothing, weaknesses, sightings: [{ ...hit, revision: ["v1.1.0"] }] });
    expect(cell(later, "redoubt")?.state).toBe("not-run");
  });

  it("tells a tool that cannot read the file from one that saw nothing", () => {
    const matrix = judgeCoverage({
      ...nothing,
      weaknesses: [weakness("W17", { file: "keeper/src/report.ts", function: "report" })],
      scans: everyScanner("v1.0.0"),
    });
    expect(cell(matrix, "solhint")?.state).toBe("not-applicable");
    expect(cell(matrix, "eslint-security")?.state).toBe("not-found");
    expect(cell(matrix, "secretlint")?.state).toBe("not-found");
  });

  it("says of audit and invariants that they were not imported and not run", () => {
    const weaknesses = [weakness("W1", { audit: "H-01", invariant: "INV-3" }), weakness("W6", { inAuditScope: false })];
    const matrix = judgeCoverage({ ...nothing, weaknesses });
    expect(cell(matrix, "audit")).toMatchObject({ state: "not-imported", note: expect.stringContaining("H-01") });
    expect(cell(matrix, "audit", 1)?.state).toBe("not-applicable");
    expect(cell(matrix, "invariant")).toMatchObject({ state: "not-run", note: expect.stringContaining("INV-3") });
    expect(cell(matrix, "invariant", 1)?.state).toBe("not-applicable");
    expect(matrix.figures.filter(({ id }) => id === "audit" || id === "invariant").map(({ value }) => value)).toEqual([
      null,
      null,
    ]);
  });

  it.each([
    ["reproduces where it is", [{ verdict: "reproduces", revision: ["v1.0.0"] }], "found"],
    ["ran and does not", [{ verdict: "does-not-reproduce", revision: ["v1.0.0"] }], "not-found"],
    ["ran only where it is fixed", [{ verdict: "does-not-reproduce", revision: ["v1.1.0"] }], "not-run"],
    ["could not be built", [{ verdict: "error", revision: ["v1.0.0"] }], "not-run"],
  ])("judges a PoC that %s", (_what, runs, state) => {
    const matrix = judgeCoverage({
      ...nothing,
      weaknesses: [weakness("W1", { poc: "test/poc/Shares.t.sol" })],
      pocs: [{ fileName: "Shares.t.sol", finding: 1, runs }],
    });
    expect(cell(matrix, "poc")?.state).toBe(state);
    expect(matrix.rows[0]?.findings).toEqual([1]);
  });

  it("links a weakness that a person recorded by its title", () => {
    const recorded = [{ number: 6, title: "Weakness W1" }];
    expect(judgeCoverage({ ...nothing, weaknesses: [weakness("W1")], recorded }).rows[0]?.findings).toEqual([6]);
  });

  it("counts rows, not findings, and waits with the blind ones until all scans have ended", () => {
    const weaknesses = [
      weakness("W1"),
      weakness("W7", { function: "vote", poc: "test/poc/Vote.t.sol", blind: true }),
      weakness("W8", { function: "setDelay", blind: true }),
    ];
    const pocs = [{ fileName: "Vote.t.sol", finding: 7, runs: [{ verdict: "reproduces", revision: ["v1.0.0"] }] }];
    const sightings = [hit, { ...hit, finding: 9 }];
    const early = judgeCoverage({ ...nothing, weaknesses, sightings, pocs });
    expect(early.figures.find(({ id }) => id === "unseen")?.value).toBeNull();
    const done = judgeCoverage({ weaknesses, sightings, pocs, scans: everyScanner("v1.0.0"), recorded: [] });
    const values = Object.fromEntries(done.figures.map(({ id, value }) => [id, value]));
    expect(values).toEqual({ default: 0, own: 1, audit: null, invariant: null, poc: 1, unseen: 2 });
    expect(done.figures.at(-1)?.note).toBe("1 of them shown by a PoC");
    expect(done.columns.find(({ id }) => id === "redoubt")?.found).toBe(1);
    expect(done.rows.map((row) => row.unseen)).toEqual([false, true, true]);
  });
});
