import { isOpen, SEVERITIES } from "../finding/index.ts";
import type { PocVerdict } from "../verification/index.ts";
import {
  DIFF_KINDS,
  type DiffFinding,
  type DiffKind,
  type DiffPoc,
  type DiffScanner,
  type LedgerEntry,
  type ReportDiff,
  type RiskSnapshot,
} from "./risk-snapshot.ts";
import type { NotScanned } from "./schema.ts";

/** Findings that a stored difference names; the rest is counted. */
const MOST = 500;

/** What is different between two frozen risk reports of a project. The earlier one comes first, by number. */
export function diffReports(one: RiskSnapshot, other: RiskSnapshot): ReportDiff {
  const [from, to] = one.number <= other.number ? [one, other] : [other, one];
  const findings = diffFindings(entriesOf(from), entriesOf(to));
  return {
    from: sideOf(from),
    to: sideOf(to),
    complete: [from, to].every(({ ledger }) => ledger !== null && ledger.omitted === 0),
    findings: findings.slice(0, MOST),
    findingsOmitted: Math.max(0, findings.length - MOST),
    pocs: diffPocs(from, to),
    scanners: diffScanners(from, to),
    gapsOpened: gapsOnlyIn(to.notScanned, from.notScanned),
    gapsClosed: gapsOnlyIn(from.notScanned, to.notScanned),
  };
}

function sideOf({ number, generatedAt, revision, open, hiddenRestricted }: RiskSnapshot): ReportDiff["from"] {
  return { number, generatedAt, revision: revision?.name ?? null, open, hiddenRestricted };
}

/** An older format lists its open criticals and highs alone. */
function entriesOf({ ledger, openCriticalAndHigh }: RiskSnapshot): readonly LedgerEntry[] {
  if (ledger !== null) return ledger.entries;
  return openCriticalAndHigh.map(({ number, title, severity, state, owner }) => ({
    ...{ number, title, severity, owner, reason: null, until: null },
    state: state as LedgerEntry["state"],
  }));
}

/** Findings in another state or of another severity, worst news first. */
export function diffFindings(from: readonly LedgerEntry[], to: readonly LedgerEntry[]): DiffFinding[] {
  const before = new Map(from.map((entry) => [entry.number, entry]));
  const after = new Map(to.map((entry) => [entry.number, entry]));
  const numbers = [...new Set([...before.keys(), ...after.keys()])];
  return numbers
    .flatMap((number) => kindsOf(before.get(number), after.get(number)).map((kind) => ({ kind, number })))
    .map(({ kind, number }) => toDiff(kind, before.get(number), after.get(number)))
    .sort(byNews);
}

/** At most one change of state and one of severity. */
function kindsOf(before: LedgerEntry | undefined, after: LedgerEntry | undefined): DiffKind[] {
  if (after === undefined) return ["left-out"];
  const kinds: DiffKind[] = [];
  const moved = stateKind(before, after);
  if (moved !== null) kinds.push(moved);
  if (before !== undefined && before.severity !== after.severity) {
    const raised = SEVERITIES.indexOf(after.severity) < SEVERITIES.indexOf(before.severity);
    kinds.push(raised ? "severity-raised" : "severity-lowered");
  }
  return kinds;
}

function stateKind(before: LedgerEntry | undefined, after: LedgerEntry): DiffKind | null {
  const same = before !== undefined && before.state === after.state;
  if (same && before.reason === after.reason && before.until === after.until) return null;
  if (after.state === "regressed") return same ? null : "regressed";
  if (isOpen(after.state)) {
    if (before === undefined) return "opened";
    if (!isOpen(before.state)) return "reopened";
    return same ? null : "progressed";
  }
  if (same && after.state !== "acknowledged" && after.state !== "dismissed") return null;
  if (after.state === "resolved") return "closed";
  return after.state === "not-observed" ? "not-observed" : "decided";
}

function toDiff(kind: DiffKind, before: LedgerEntry | undefined, after: LedgerEntry | undefined): DiffFinding {
  return {
    kind,
    number: (after ?? before)?.number ?? 0,
    title: (after ?? before)?.title ?? "",
    before: before === undefined ? null : { state: before.state, severity: before.severity },
    after:
      after === undefined
        ? null
        : { state: after.state, severity: after.severity, reason: after.reason, until: after.until },
  };
}

function byNews(a: DiffFinding, b: DiffFinding): number {
  const kind = DIFF_KINDS.indexOf(a.kind) - DIFF_KINDS.indexOf(b.kind);
  if (kind !== 0) return kind;
  const severity = severityOf(a) - severityOf(b);
  return severity === 0 ? a.number - b.number : severity;
}

function severityOf({ before, after }: DiffFinding): number {
  const severity = (after ?? before)?.severity;
  return severity === undefined ? SEVERITIES.length : SEVERITIES.indexOf(severity);
}

/** Verdicts are compared on the newest revision of each report: that is what each of them speaks of. */
function diffPocs(from: RiskSnapshot, to: RiskSnapshot): DiffPoc[] {
  const before = new Map(from.pocs.map((poc) => [poc.number, verdictOnNewest(from, poc.number)]));
  const gone = from.pocs.filter((poc) => !to.pocs.some((other) => other.number === poc.number));
  return [...to.pocs, ...gone]
    .map((poc) => ({
      ...{ poc: poc.number, title: poc.title, finding: poc.finding },
      before: before.get(poc.number) ?? null,
      after: verdictOnNewest(to, poc.number),
    }))
    .filter((poc) => poc.before !== poc.after)
    .sort((a, b) => a.poc - b.poc);
}

function verdictOnNewest({ pocs, revision }: RiskSnapshot, poc: number): PocVerdict | null {
  const line = pocs.find((candidate) => candidate.number === poc);
  return line?.verdicts.find((verdict) => verdict.revision === revision?.number)?.verdict ?? null;
}

function diffScanners(from: RiskSnapshot, to: RiskSnapshot): DiffScanner[] {
  const titles = [...new Set([...from.scanners, ...to.scanners].map((scanner) => scanner.title))];
  const stateIn = ({ scanners }: RiskSnapshot, title: string) =>
    scanners.find((scanner) => scanner.title === title)?.state ?? null;
  return titles
    .map((title) => ({ title, before: stateIn(from, title), after: stateIn(to, title) }))
    .filter((scanner) => scanner.before !== scanner.after);
}

function gapsOnlyIn(gaps: readonly NotScanned[], others: readonly NotScanned[]): NotScanned[] {
  const known = new Set(others.map(keyOf));
  return gaps.filter((gap) => !known.has(keyOf(gap)));
}

function keyOf({ scanner, what, reason }: NotScanned): string {
  return JSON.stringify([scanner, what, reason]);
}
