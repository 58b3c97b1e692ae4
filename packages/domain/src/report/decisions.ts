import { plural } from "./words.ts";
import { dayOf } from "./day.ts";
import type { DecisionRequest } from "./risk-snapshot.ts";
import type { PocLine, ReportFinding, RevisionRef } from "./schema.ts";

/** Something with a date that somebody must look at again. */
export interface DatedFinding {
  readonly number: number;
  readonly title: string;
  readonly owner: string | null;
  readonly at: Date;
}

export interface DecisionFacts {
  readonly now: Date;
  readonly openCriticalAndHigh: readonly ReportFinding[];
  /** Open findings whose due date has passed. */
  readonly late: readonly DatedFinding[];
  /** Acknowledged findings with the date on which that ends. */
  readonly acknowledged: readonly DatedFinding[];
  /** Scans whose closings wait: number of the request, scanner, how many. */
  readonly holds: readonly { readonly scan: number; readonly title: string; readonly findings: number }[];
  readonly pocs: readonly PocLine[];
  readonly newest: RevisionRef | null;
}

/** Acknowledgements are spoken of this long before they end. */
export const EXPIRES_SOON_DAYS = 30;
/** More than this of one kind become one row. */
const SINGLE = 3;
const DAY = 86_400_000;

/** What only a person can settle, the most urgent first. */
export function requestDecisions(facts: DecisionFacts): DecisionRequest[] {
  return [...overdue(facts), ...owners(facts), ...holds(facts), ...pocErrors(facts), ...acknowledgements(facts)];
}

function overdue({ late, now }: DecisionFacts): DecisionRequest[] {
  return single(late, {
    one: (finding) => ({
      kind: "overdue",
      ask: `Set a new date for F-${finding.number}, or stop what it blocks`,
      why: `${finding.title}. ${lateWords(finding.at, now)}, ${ownerWords(finding.owner)}.`,
      by: finding.at.toISOString(),
      findings: [finding.number],
      href: `finding/F-${finding.number}`,
    }),
    many: (findings) => ({
      kind: "overdue",
      ask: `Set new dates for ${plural(findings.length, "late finding")}`,
      why: `${listOf(findings)}. The oldest: ${lateWords(earliest(findings), now)}.`,
      by: earliest(findings).toISOString(),
      findings: findings.map(({ number }) => number),
      href: "finding",
    }),
  });
}

function owners({ openCriticalAndHigh }: DecisionFacts): DecisionRequest[] {
  const unowned = openCriticalAndHigh.filter(({ owner }) => owner === null);
  return single(unowned, {
    one: (finding) => ({
      kind: "owner",
      ask: `Give F-${finding.number} an owner`,
      why: `${finding.title}. ${finding.severity === "critical" ? "Critical" : "High"}${finding.poc === "reproduces" ? ", and its exploit works" : ", and nobody works on it"}.`,
      by: null,
      findings: [finding.number],
      href: `finding/F-${finding.number}`,
    }),
    many: (findings) => ({
      kind: "owner",
      ask: `Give ${findings.length} critical and high findings an owner`,
      why: `${listOf(findings)}. Nobody has them.`,
      by: null,
      findings: findings.map(({ number }) => number),
      href: "finding?severity=critical,high&assignee=none",
    }),
  });
}

function holds({ holds }: DecisionFacts): DecisionRequest[] {
  return holds.map(({ scan, title, findings }) => ({
    kind: "hold",
    ask: `Confirm or refuse ${plural(findings, "closing")} of scan ${scan}`,
    why: `${title} no longer reports ${findings === 1 ? "one finding" : `${findings} findings`} at once: a fix, or a scan that went wrong.`,
    by: null,
    findings: [],
    href: `scan/${scan}`,
  }));
}

/** Only on the newest revision: what could not run on an older one is history. */
function pocErrors({ pocs, newest }: DecisionFacts): DecisionRequest[] {
  if (newest === null) return [];
  const broken = pocs.flatMap((poc) => {
    const line = poc.verdicts.find(({ revision }) => revision === newest.number);
    return line?.verdict === "error" ? [{ ...poc, reason: line.reason }] : [];
  });
  return single(broken, {
    one: (poc) => ({
      kind: "poc-error",
      ask: `Repair PoC ${poc.number}, or give it up`,
      why: `${poc.title} cannot run on ${newest.name}${poc.reason === null ? "" : `: ${poc.reason}`}. It proves nothing until it does.`,
      by: null,
      findings: poc.finding === null ? [] : [poc.finding],
      href: `verification/${poc.number}`,
    }),
    many: (all) => ({
      kind: "poc-error",
      ask: `Repair ${all.length} PoCs that cannot run on ${newest.name}`,
      why: `PoC ${all.map(({ number }) => number).join(", ")}. They prove nothing until they do.`,
      by: null,
      findings: all.flatMap(({ finding }) => finding ?? []),
      href: "verification",
    }),
  });
}

function acknowledgements({ acknowledged, now }: DecisionFacts): DecisionRequest[] {
  const limit = now.getTime() + EXPIRES_SOON_DAYS * DAY;
  const soon = acknowledged.filter(({ at }) => at.getTime() <= limit).sort((a, b) => a.at.getTime() - b.at.getTime());
  return single(soon, {
    one: (finding) => ({
      kind: "acknowledgement",
      ask: `Fix F-${finding.number}, or acknowledge it again`,
      why: `${finding.title}. It is lived with until ${dayOf(finding.at)}, then it is open again.`,
      by: finding.at.toISOString(),
      findings: [finding.number],
      href: `finding/F-${finding.number}`,
    }),
    many: (findings) => ({
      kind: "acknowledgement",
      ask: `Decide again on ${findings.length} acknowledged findings`,
      why: `${listOf(findings)}. The first is open again on ${dayOf(earliest(findings))}.`,
      by: earliest(findings).toISOString(),
      findings: findings.map(({ number }) => number),
      href: "finding?state=acknowledged",
    }),
  });
}

function single<T>(
  items: readonly T[],
  say: { one(item: T): DecisionRequest; many(items: readonly T[]): DecisionRequest },
): DecisionRequest[] {
  return items.length > SINGLE ? [say.many(items)] : items.map(say.one);
}

/** `F-1, F-2, F-3 and 4 more`. */
function listOf(findings: readonly { readonly number: number }[]): string {
  const named = findings.slice(0, 5).map(({ number }) => `F-${number}`);
  const rest = findings.length - named.length;
  return named.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function earliest(findings: readonly DatedFinding[]): Date {
  return new Date(Math.min(...findings.map(({ at }) => at.getTime())));
}

function lateWords(at: Date, now: Date): string {
  const days = Math.floor((now.getTime() - at.getTime()) / DAY);
  return days === 0 ? `Due today, ${dayOf(at)}` : `${plural(days, "day")} late`;
}

function ownerWords(owner: string | null): string {
  return owner === null ? "and nobody has it" : `with ${owner}`;
}
