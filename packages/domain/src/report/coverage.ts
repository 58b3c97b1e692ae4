import { SCANNERS } from "../scan/index.ts";
import { isPlantedIn, isSighting, type PlantedWeakness, type Sighting } from "./planted.ts";
import type { CoverageCell, CoverageColumn, CoverageFigure, CoverageMatrix, CoverageRow } from "./schema.ts";

/** A stored sighting with the names of its revision. */
export interface RevisionSighting extends Sighting {
  readonly revision: readonly string[];
}

/** A scan that ended well, with the names of its revision. */
export interface FinishedScan {
  readonly scanner: string;
  readonly revision: readonly string[];
}

/** A PoC with its ended runs. */
export interface PocRuns {
  readonly fileName: string;
  readonly finding: number | null;
  readonly runs: readonly { readonly verdict: string | null; readonly revision: readonly string[] }[];
}

export interface CoverageFacts {
  readonly weaknesses: readonly PlantedWeakness[];
  readonly sightings: readonly RevisionSighting[];
  readonly scans: readonly FinishedScan[];
  readonly pocs: readonly PocRuns[];
  /** Numbers and titles of findings that a person recorded. */
  readonly recorded: readonly { readonly number: number; readonly title: string }[];
}

type Scanner = (typeof SCANNERS)[number];
const OWN: Scanner["id"] = "redoubt";
const DEFAULT_SCANNERS = SCANNERS.filter((scanner) => scanner.id !== OWN);
const OWN_SCANNERS = SCANNERS.filter((scanner) => scanner.id === OWN);

/** Who found what, judged from stored runs alone: what was not run, not imported or not its kind says so. */
export function judgeCoverage(facts: CoverageFacts): CoverageMatrix {
  const rows = facts.weaknesses.map((weakness) => rowOf(weakness, facts));
  const columns = columnsOf(rows);
  return { columns, rows, figures: figuresOf(rows, columns), notes: NOTES };
}

const NOTES = [
  "A scanner's cell counts only when a stored run of it reported the same file, function and class on a revision that has the weakness.",
  "Our own detectors existed before this demo; for the weaknesses marked blind none may be written.",
  "The pool price of W2 is read through the contract's own quote(): a detector for spot prices exists and does not see it.",
  "Slither and Aderyn: no report of theirs was imported, so they have no column.",
];

function columnsOf(rows: readonly CoverageRow[]): CoverageColumn[] {
  const kinds: Omit<CoverageColumn, "found">[] = [
    ...DEFAULT_SCANNERS.map(({ id, title }) => ({ id, title, group: "default" as const })),
    ...OWN_SCANNERS.map(({ id, title }) => ({ id, title, group: "own" as const })),
    { id: "audit", title: "Audit report", group: "audit" },
    { id: "invariant", title: "Invariants", group: "invariant" },
    { id: "poc", title: "PoCs", group: "poc" },
  ];
  return kinds.map((kind, index) => {
    const cells = rows.flatMap((row) => row.cells[index] ?? []);
    const used = cells.some((cell) => cell.state === "found" || cell.state === "not-found");
    return { ...kind, found: used ? cells.filter((cell) => cell.state === "found").length : null };
  });
}

function rowOf(weakness: PlantedWeakness, facts: CoverageFacts): CoverageRow {
  const scanners = [...DEFAULT_SCANNERS, ...OWN_SCANNERS].map((scanner) => scannerCell(weakness, scanner, facts));
  const cells = [...scanners, auditCell(weakness), invariantCell(weakness), pocCell(weakness, facts.pocs)];
  const seen = cells.flatMap((cell) => cell.findings);
  const own = facts.pocs.filter((poc) => poc.fileName === fileNameOf(weakness)).map((poc) => poc.finding);
  const recorded = facts.recorded.filter((finding) => finding.title === weakness.title).map(({ number }) => number);
  return {
    id: weakness.id,
    title: weakness.title,
    severity: weakness.severity,
    place: `${weakness.file} ${weakness.function}`.trim(),
    blind: weakness.blind,
    unseen: scanners.every((cell) => cell.state === "not-found" || cell.state === "not-applicable"),
    findings: distinct([...seen, ...own, ...recorded]),
    cells,
  };
}

function scannerCell(weakness: PlantedWeakness, scanner: Scanner, facts: CoverageFacts): CoverageCell {
  const hits = facts.sightings.filter(
    (sighting) =>
      sighting.scanner === scanner.id && isPlantedIn(weakness, sighting.revision) && isSighting(weakness, sighting),
  );
  if (hits.length > 0) return { state: "found", findings: distinct(hits.map((hit) => hit.finding)), note: null };
  if (!reads(scanner, weakness.file)) return cell("not-applicable", `reads ${scanner.languages.join(", ")} only`);
  const ran = facts.scans.some((scan) => scan.scanner === scanner.id && isPlantedIn(weakness, scan.revision));
  return ran ? cell("not-found", "ran, reported nothing of it") : cell("not-run", "no scan has finished yet");
}

function reads(scanner: Scanner, file: string): boolean {
  const language = file.endsWith(".sol") ? "solidity" : file.endsWith(".ts") ? "typescript" : "javascript";
  const languages: readonly string[] = scanner.languages;
  return languages.includes("any") || languages.includes(language);
}

function auditCell({ audit, inAuditScope }: PlantedWeakness): CoverageCell {
  if (!inAuditScope) return cell("not-applicable", "outside the audit's scope");
  const named = audit == null ? "" : `: ${audit} in its text`;
  return cell("not-imported", `the audit report is not imported yet${named}`);
}

function invariantCell({ invariant }: PlantedWeakness): CoverageCell {
  if (invariant == null) return cell("not-applicable", "no invariant is written for it");
  return cell("not-run", `${invariant} is written; runs of invariants are not built yet`);
}

function pocCell(weakness: PlantedWeakness, pocs: readonly PocRuns[]): CoverageCell {
  const fileName = fileNameOf(weakness);
  if (fileName === null) return cell("not-applicable", "no PoC is written for it");
  if (!fileName.endsWith(".t.sol")) return cell("not-run", "only forge tests run as PoCs yet");
  const own = pocs.filter((poc) => poc.fileName === fileName);
  const hits = own.filter((poc) => poc.runs.some((run) => run.verdict === "reproduces"));
  if (hits.length > 0) {
    const findings = distinct(hits.map((poc) => poc.finding));
    return { state: "found", findings, note: "reproduces where it is" };
  }
  const ran = own.some((poc) =>
    poc.runs.some((run) => run.verdict === "does-not-reproduce" && isPlantedIn(weakness, run.revision)),
  );
  return ran ? cell("not-found", "ran, does not reproduce") : cell("not-run", "has not run yet");
}

function fileNameOf({ poc }: PlantedWeakness): string | null {
  return poc?.split("/").at(-1) ?? null;
}

function figuresOf(rows: readonly CoverageRow[], columns: readonly CoverageColumn[]): CoverageFigure[] {
  const foundBy = (...groups: readonly string[]): number | null => {
    const chosen = columns.flatMap((column, index) => (groups.includes(column.group) ? [index] : []));
    if (chosen.every((index) => columns[index]?.found == null)) return null;
    return rows.filter((row) => chosen.some((index) => row.cells[index]?.state === "found")).length;
  };
  const scanned = rows.every((row, _index) =>
    row.cells.every((each, index) => !isStatic(columns[index]) || each.state !== "not-run"),
  );
  const unseen = rows.filter((row) => row.unseen);
  const byPoc = unseen.filter((row) => row.cells.at(-1)?.state === "found").length;
  return [
    figure("default", "Default scanners", foundBy("default"), "as installed, without our detectors"),
    figure("own", "With our own detectors", foundBy("default", "own"), "they existed before the demo"),
    figure("audit", "Audit report", foundBy("audit"), "not imported yet"),
    figure("invariant", "Invariants", foundBy("invariant"), "not run yet"),
    figure("poc", "PoCs", foundBy("poc"), "reproduce where the weakness is"),
    scanned
      ? figure("unseen", "No static tool at all", unseen.length, `${byPoc} of them shown by a PoC`)
      : figure("unseen", "No static tool at all", null, "known when all scans have ended"),
  ];
}

function isStatic(column: CoverageColumn | undefined): boolean {
  return column?.group === "default" || column?.group === "own";
}

function figure(id: string, label: string, value: number | null, note: string): CoverageFigure {
  return { id, label, value, note };
}

function cell(state: CoverageCell["state"], note: string): CoverageCell {
  return { state, findings: [], note };
}

function distinct(numbers: readonly (number | null)[]): number[] {
  return [...new Set(numbers.filter((number) => number !== null))].sort((a, b) => a - b);
}
