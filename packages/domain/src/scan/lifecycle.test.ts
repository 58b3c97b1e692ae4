import { describe, expect, it } from "vitest";
import { requestState, SCAN_COMMANDS, type ScanCommand, scanTransition } from "./lifecycle.ts";
import { compareRevisions, lineageOf } from "./lineage.ts";
import { applicableScanners, SCANNERS, scannerTitle } from "./scanners.ts";
import { SCAN_STATES } from "./states.ts";

const DESIGN: readonly [ScanCommand, string, string][] = [
  ["start", "queued preparing running publishing", "preparing"],
  ["run", "preparing running", "running"],
  ["preview", "preparing running", "previewed"],
  ["confirm", "previewed", "queued"],
  ["publish", "preparing running", "publishing"],
  ["succeed", "publishing", "succeeded"],
  ["part", "publishing", "partial"],
  ["fail", "queued preparing running publishing", "failed"],
  ["cancel", "queued preparing running previewed", "cancelled"],
  ["release", "preparing running", "queued"],
  ["retry", "partial failed cancelled", "queued"],
];

describe("a scan", () => {
  it.each(DESIGN)("%s: from exactly %s to %s", (command, from, to) => {
    for (const state of SCAN_STATES) {
      expect([state, scanTransition(state, command)]).toEqual([
        state,
        from.split(" ").includes(state) ? to : undefined,
      ]);
    }
  });

  it("has one row for each command, and nothing leaves succeeded", () => {
    expect(DESIGN.map(([command]) => command)).toEqual([...SCAN_COMMANDS]);
    expect(SCAN_COMMANDS.filter((command) => scanTransition("succeeded", command) !== undefined)).toEqual([]);
  });
});

describe("a request", () => {
  it.each([
    ["queued queued", "queued"],
    ["queued preparing", "running"],
    ["succeeded queued", "running"],
    ["succeeded publishing", "publishing"],
    ["running publishing", "running"],
    ["previewed", "previewed"],
    ["previewed running", "running"],
    ["succeeded previewed", "previewed"],
    ["succeeded succeeded", "succeeded"],
    ["failed failed", "failed"],
    ["cancelled cancelled", "cancelled"],
    ["succeeded failed", "partial"],
    ["succeeded cancelled", "partial"],
    ["partial", "partial"],
    ["failed cancelled", "partial"],
  ])("%s is %s", (states, expected) => {
    expect(requestState(states.split(" ") as (typeof SCAN_STATES)[number][])).toBe(expected);
  });

  it("without scans has failed", () => {
    expect(requestState([])).toBe("failed");
  });
});

describe("lineage and order", () => {
  const parts = { projectId: "p", sourceId: "s", ref: "main", scanner: "solhint", category: "" };

  it("tells any two different runs apart", () => {
    const others = [
      { ...parts, projectId: "q" },
      { ...parts, sourceId: "t" },
      { ...parts, sourceId: null },
      { ...parts, ref: "main|solhint", scanner: "" },
      { ...parts, scanner: "slither" },
      { ...parts, category: "ci" },
      { ...parts, category: "c|i" },
    ].map(lineageOf);
    expect(new Set([lineageOf(parts), ...others]).size).toBe(others.length + 1);
  });

  it("takes any text as a name", () => {
    expect(lineageOf({ ...parts, category: "\ud800 / %" })).toContain("%20");
  });

  it("orders by ancestry, else by creation", () => {
    expect(compareRevisions({ depth: 3, number: 9 }, { depth: 4, number: 1 })).toBeLessThan(0);
    expect(compareRevisions({ depth: null, number: 9 }, { depth: 4, number: 1 })).toBeGreaterThan(0);
    expect(compareRevisions({ depth: 4, number: 2 }, { depth: 4, number: 1 })).toBeGreaterThan(0);
    expect(compareRevisions({ depth: 4, number: 1 }, { depth: 4, number: 1 })).toBe(0);
  });
});

describe("scanners", () => {
  const ids = (...languages: string[]) => applicableScanners(languages).map(({ id }) => id);

  it("apply by language, and some to everything", () => {
    expect(ids("solidity")).toEqual(["forge-lint", "solhint", "redoubt", "secretlint", "upgrades-core"]);
    expect(ids("typescript")).toEqual(["redoubt", "secretlint", "eslint-security"]);
    expect(ids()).toEqual(["secretlint"]);
    expect(ids("solidity", "javascript")).toEqual(SCANNERS.map(({ id }) => id));
  });

  it("are named, others by their id", () => {
    expect(scannerTitle("redoubt")).toBe("Redoubt detectors");
    expect(scannerTitle("slither")).toBe("Slither");
    expect(scannerTitle("a-tool-of-our-own")).toBe("a-tool-of-our-own");
  });
});
