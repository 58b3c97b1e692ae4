import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PAST_FORMATS, REPORT_FORMATS } from "@redoubt/scanners/reports";
import { ownReports } from "@redoubt/scanners/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conforms, type Conformance } from "./conformance/check.ts";

const COMMAND = path.join(import.meta.dirname, "conformance.ts");
/** Reports that no one here wrote; they are not part of the repository. */
const OTHERS = path.resolve(import.meta.dirname, "../../../../../shared/fixtures/scans");
const OTHERS_COUNT = 66;
/** More than one file of some formats. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  "audit-pdf": ["refused-scan.pdf"],
  "audit-report": ["none-notes.md", "report-table.md"],
  "findings-csv": ["report-tracker.csv"],
};
/** A process for each file: minutes on a busy machine. */
const PATIENCE = 900_000;

const others = existsSync(OTHERS)
  ? readdirSync(OTHERS, { recursive: true, withFileTypes: true }).filter((e) => e.isFile())
  : [];
if (others.length === 0) {
  process.stderr.write(`\nSKIPPED: ${OTHERS_COUNT} reports of other tools are not there (${OTHERS})\n\n`);
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "redoubt-conformance-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function conformance(...argv: string[]) {
  const run = spawnSync(process.execPath, [COMMAND, ...argv], { encoding: "utf8", maxBuffer: 1 << 26 });
  const rows: Conformance[] = argv.includes("--json") && run.status !== 2 ? JSON.parse(run.stdout) : [];
  return { code: run.status, stdout: run.stdout, stderr: run.stderr, rows };
}

const row = (over: Partial<Conformance>): Conformance => ({
  ...{ file: "a", kind: "report", format: "sarif", stated: 2, imported: 2, refused: null },
  bySeverity: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
  ...over,
});

describe("conformance", () => {
  it.each([[[]], [["a", "b"]], [["--nonsense"]], [["/no/such/folder"]], [[COMMAND]]])(
    "ends with 2 for %j and prints nothing to standard output",
    (argv) => {
      const { code, stdout, stderr } = conformance(...argv);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toContain("usage: npm run -s conformance");
    },
  );

  it("calls a file different when less or more came in than stands in it, unless it says why", () => {
    expect(conforms(row({}))).toBe(true);
    expect(conforms(row({ imported: 1 }))).toBe(false);
    expect(conforms(row({ imported: 3 }))).toBe(false);
    expect(conforms(row({ imported: 1, refused: "1 result beyond the limit" }))).toBe(true);
    expect(conforms(row({ stated: null, imported: 0, format: null, kind: "unknown", refused: "no report" }))).toBe(
      true,
    );
    expect(conforms(row({ stated: null, imported: 0, format: null, kind: "unknown" }))).toBe(false);
  });

  it(
    "reads a report of each format whole, and refuses what is none in words",
    () => {
      const own = path.join(folder, "own");
      // A process for each file: the scanners' own tests read all of them.
      for (const { id } of [...REPORT_FORMATS, ...PAST_FORMATS]) {
        const { folder: fixtures, names } = ownReports(id);
        for (const name of [names.at(-1) ?? "", ...(ALSO[id] ?? [])])
          cpSync(path.join(fixtures, name), path.join(own, id, name));
      }
      const strange = path.join(own, "strange");
      mkdirSync(strange);
      writeFileSync(path.join(strange, "deep.json"), "[".repeat(1_000_000));
      writeFileSync(path.join(strange, "bomb.xml"), '<!DOCTYPE a [<!ENTITY a "b">]><OWASPZAPReport/>');
      writeFileSync(path.join(strange, "empty.sarif"), "");
      writeFileSync(path.join(strange, "model.json"), '{"otmVersion":"0.2.0"}');
      const { code, rows, stderr } = conformance(own, "--json");
      expect(rows.filter((each) => !conforms(each))).toEqual([]);
      expect(code).toBe(0);
      expect(stderr).toContain(`${rows.length} of ${rows.length}`);
      expect(rows.find(({ file }) => file === "zap/report.xml")).toEqual(
        row({
          file: "zap/report.xml",
          format: "zap",
          stated: 4,
          imported: 4,
          bySeverity: { critical: 0, high: 2, medium: 0, low: 1, info: 1 },
        }),
      );
      expect(rows.find(({ file }) => file === "openvex/report.json")).toMatchObject({
        format: "openvex",
        stated: 4,
        imported: 4,
      });
      expect(new Set(rows.flatMap(({ kind, format }) => (kind === "model" ? [] : (format ?? []))))).toEqual(
        new Set([...REPORT_FORMATS, ...PAST_FORMATS].map(({ id }) => id)),
      );
      expect(rows.find(({ file }) => file === "audit-pdf/refused-scan.pdf")?.refused).toContain("it is a scan");
      expect(rows.find(({ file }) => file === "audit-report/report-table.md")).toMatchObject({
        stated: 4,
        imported: 4,
      });
      const refused = rows.filter(({ file }) => file.startsWith("strange/"));
      expect(refused.map(({ kind, format, stated, imported }) => [kind, format, stated, imported])).toEqual([
        ["unknown", null, null, 0],
        ["unknown", null, null, 0],
        ["unknown", null, null, 0],
        // Models are counted by their parts.
        ["model", "otm", null, undefined],
      ]);
      for (const each of refused) expect(each.refused).not.toBe("");
    },
    PATIENCE,
  );

  it("writes a table for people", () => {
    const one = path.join(folder, "one");
    cpSync(ownReports("grype").folder, one, { recursive: true });
    const { code, stdout } = conformance(one);
    expect(code).toBe(0);
    expect(stdout).toContain("2 files: 2 equal, 0 refused, 0 different");
    expect(stdout).toMatch(/^report\.json\s+grype\s+4\s+4\s+equal\s+2 high, 1 low, 1 info$/m);
  });
});

describe.skipIf(others.length === 0)("reports that no one here wrote", () => {
  it(
    "are read whole, or refused in words",
    () => {
      const { code, rows } = conformance(OTHERS, "--json");
      expect(rows).toHaveLength(others.length);
      expect(rows.filter((each) => !conforms(each))).toEqual([]);
      expect(code).toBe(0);
      expect(rows.filter(({ refused }) => refused === null).length).toBeGreaterThanOrEqual(Math.min(50, others.length));
    },
    PATIENCE,
  );
});
