import { isOpen } from "../finding/index.ts";
import { plural } from "./words.ts";
import { dayOf } from "./day.ts";
import type { Answer, AnswerReason, LedgerEntry } from "./risk-snapshot.ts";
import type { PocLine, ReportFinding, ScannerCoverage, SeverityCounts } from "./schema.ts";

export interface AnswerFacts {
  /** Name and number of the newest revision; null before there is one. */
  readonly newest: { readonly name: string; readonly number: number } | null;
  readonly open: SeverityCounts;
  readonly hiddenRestricted: number;
  /** Worst and oldest first. */
  readonly openCriticalAndHigh: readonly ReportFinding[];
  readonly ledger: readonly LedgerEntry[];
  readonly pocs: readonly PocLine[];
  readonly scanners: readonly ScannerCoverage[];
  /** Due dates that are missed now, and closings that wait for a person. */
  readonly late: number;
  readonly held: number;
}

const MOST_REASONS = 3;

/**
 * Would we sleep? No while a critical or high finding is open, or an exploit of an open one works; unknown while
 * nothing has finished on the newest revision or something open may not be described; else yes, as far as the report
 * can see. Three reasons, the worst first.
 */
export function answerOf(facts: AnswerFacts): Answer {
  const bad = [
    ...findingReasons(facts),
    ...workingReasons(facts),
    ...restricted(facts),
    ...(facts.late > 0 ? [missing(`${plural(facts.late, "promised fix is", "promised fixes are")} late.`)] : []),
    ...(facts.held > 0 ? [missing(`${plural(facts.held, "closing waits", "closings wait")} for a person.`)] : []),
    ...unlooked(facts),
  ];
  const verdict = verdictOf(facts);
  const reasons = verdict === "yes" ? [...bad, ...goodReasons(facts)] : bad;
  return { verdict, reasons: reasons.slice(0, MOST_REASONS) };
}

function verdictOf(facts: AnswerFacts): Answer["verdict"] {
  const works = working(facts).some(({ entry }) => isOpen(entry.state));
  if (facts.open.critical + facts.open.high > 0 || works) return "no";
  if (facts.newest === null || facts.hiddenRestricted > 0 || !facts.scanners.some(isDone)) return "unknown";
  return "yes";
}

const isDone = ({ state }: ScannerCoverage): boolean => state === "succeeded" || state === "partial";
const isBroken = ({ state }: ScannerCoverage): boolean => state === "failed" || state === "cancelled";

/** One line for each of the worst: a regression says so, a working exploit says so. */
function findingReasons(facts: AnswerFacts): AnswerReason[] {
  const ranked = [...facts.openCriticalAndHigh].sort((a, b) => rankOf(a) - rankOf(b));
  const rest = facts.open.critical + facts.open.high - MOST_REASONS;
  return ranked.slice(0, MOST_REASONS).map((finding, index) => {
    // The last of the three stands for all that have no line.
    const more = index === MOST_REASONS - 1 && rest > 0 ? ` ${rest} more ${rest === 1 ? "is" : "are"} open.` : "";
    return { ...reasonOf(finding, facts), text: reasonOf(finding, facts).text + more };
  });
}

function rankOf(finding: ReportFinding): number {
  if (finding.state === "regressed") return 0;
  if (finding.poc === "reproduces") return 1;
  return finding.severity === "critical" ? 2 : 3;
}

function reasonOf(finding: ReportFinding, { newest }: AnswerFacts): AnswerReason {
  const name = `F-${finding.number} ${finding.title}`;
  const where = newest === null ? "" : ` on ${newest.name}`;
  const owner = finding.owner === null ? " Nobody owns it." : "";
  const works = finding.poc === "reproduces";
  if (finding.state === "regressed") {
    const text = `${name}: it was fixed and came back${works ? `, and its exploit works${where}` : ""}.${owner}`;
    return { mark: "failed", text, finding: finding.number };
  }
  if (works) return { mark: "failed", text: `${name}: its exploit works${where}.${owner}`, finding: finding.number };
  const shown = finding.poc === null ? "nobody has tried to exploit it" : "its exploit does not work";
  return { mark: "claimed", text: `${name}: ${finding.severity}, ${shown}.${owner}`, finding: finding.number };
}

/** Exploits that work although nothing critical or high is open for them: lesser findings, and those lived with. */
function workingReasons(facts: AnswerFacts): AnswerReason[] {
  const named = new Set(facts.openCriticalAndHigh.map(({ number }) => number));
  return working(facts)
    .filter(({ entry }) => !named.has(entry.number))
    .map(({ entry }) => ({
      mark: "failed",
      text: `F-${entry.number} ${entry.title}: ${standing(entry)}, and its exploit works${facts.newest === null ? "" : ` on ${facts.newest.name}`}.`,
      finding: entry.number,
    }));
}

function standing({ state, severity, until }: LedgerEntry): string {
  if (isOpen(state)) return severity;
  return until === null ? state : `${state} until ${dayOf(until)}`;
}

/** PoCs that reproduce on the newest revision, with their findings as they stand; resolved ones are being re-opened. */
function working({ pocs, newest, ledger }: AnswerFacts): { readonly entry: LedgerEntry }[] {
  const reproducing = new Set(
    pocs.filter((poc) => verdictOn(poc, newest?.number) === "reproduces").map(({ finding }) => finding),
  );
  return ledger.filter(({ number }) => reproducing.has(number)).map((entry) => ({ entry }));
}

function restricted({ hiddenRestricted }: AnswerFacts): AnswerReason[] {
  if (hiddenRestricted === 0) return [];
  const verb = hiddenRestricted === 1 ? "is" : "are";
  return [missing(`${plural(hiddenRestricted, "restricted finding")} ${verb} open and described nowhere here.`)];
}

function unlooked({ newest, scanners, pocs }: AnswerFacts): AnswerReason[] {
  if (newest === null) return [missing("There is no code here to look at.")];
  const reasons: AnswerReason[] = [];
  if (!scanners.some(isDone)) reasons.push(missing(`No scanner has finished on ${newest.name}.`));
  const broken = scanners.filter(isBroken);
  if (broken.length > 0)
    reasons.push(missing(`${broken.map(({ title }) => title).join(", ")} did not finish on ${newest.name}.`));
  if (pocs.length === 0) reasons.push(missing("No exploit test is attached: nothing is shown by execution."));
  return reasons;
}

function goodReasons({ newest, pocs, scanners }: AnswerFacts): AnswerReason[] {
  const where = newest?.name ?? "";
  const stopped = pocs.filter((poc) => verdictOn(poc, newest?.number) === "does-not-reproduce").length;
  const done = scanners.filter(isDone).length;
  const exploits = `${plural(stopped, "exploit test")} no longer ${stopped === 1 ? "works" : "work"} on ${where}.`;
  return [
    ...(stopped > 0 ? [{ mark: "demonstrated" as const, text: exploits, finding: null }] : []),
    {
      mark: "claimed",
      text: `${plural(done, "scanner")} finished on ${where}; nothing critical or high is open.`,
      finding: null,
    },
  ];
}

function verdictOn(poc: PocLine, revision: number | undefined) {
  return poc.verdicts.find((verdict) => verdict.revision === revision)?.verdict ?? null;
}

function missing(text: string): AnswerReason {
  return { mark: "missing", text, finding: null };
}
