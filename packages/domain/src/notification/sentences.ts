import { type EventFacts, type EventKind, NEWS_SEVERITIES, type PolicyEvent } from "./events.ts";

/** What a line of a message stands under. */
export const HEADINGS: Readonly<Record<EventKind, string>> = {
  "incident.declare": "Incidents",
  "monitor.alert": "Alerts",
  "finding.assign": "Yours now",
  "finding.acknowledge": "Yours now",
  "deployment.block": "Waiting for you",
  "finding.regress": "Back after it was resolved",
  "finding.confirm": "Confirmed",
  "finding.reproduce": "PoC reproduces",
  "finding.overdue": "Overdue",
  "finding.due": "Due soon",
  "finding.expire": "Acknowledged until now",
  "finding.record": "Recorded by hand",
  "finding.publish": "Scans and imports",
  "scan.fail": "Failed",
};
/** The order of the headings: what wants a person first. */
export const KIND_ORDER = Object.keys(HEADINGS) as readonly EventKind[];

/** The name of a finding with its title; of a restricted one the number alone. */
export function nameOf({ number, title, restricted }: EventFacts): string {
  if (number === null) return title;
  return restricted || title === "" ? `F-${number}` : `F-${number}: ${title}`;
}

/** What happened to the one thing that a message is about; null where the title says it, or nothing may be said. */
export function leadOf({ kind, facts }: PolicyEvent): string | null {
  if (facts.restricted) return null;
  const severity = facts.severity === null ? "" : `, severity ${facts.severity}`;
  switch (kind) {
    case "finding.assign":
      return `It is yours now${severity}.`;
    case "finding.acknowledge":
      return "It is acknowledged, and yours.";
    case "finding.confirm":
      return `It is confirmed${severity}.`;
    case "finding.reproduce":
      return `Its PoC reproduces on the newest commit${severity}.`;
    case "finding.regress":
      return `It was resolved and is back${severity}.`;
    case "finding.due":
      return `It is due on ${dayOf(facts)}.`;
    case "finding.overdue":
      return `It was due on ${dayOf(facts)}.`;
    case "finding.expire":
      return "Its acknowledgement has ended: it wants a decision again.";
    case "finding.record":
      return `It was recorded by hand${severity}.`;
    default:
      return null;
  }
}

/** One line for one event among others. */
export function lineOf({ kind, facts }: PolicyEvent): string {
  const name = nameOf(facts);
  if (facts.restricted) return name;
  if (kind === "finding.due") return `${name}, due on ${dayOf(facts)}`;
  if (kind === "finding.overdue") return `${name}, due since ${dayOf(facts)}`;
  if (kind === "finding.publish") return `${name}: ${countWords(facts)}`;
  return name;
}

/** "3 new (1 high, 2 low), 2 closed, 1 back" */
function countWords({ counts }: EventFacts): string {
  if (counts === null) return "";
  const introduced = NEWS_SEVERITIES.map((severity) => [counts.introduced[severity] ?? 0, severity] as const).filter(
    ([count]) => count > 0,
  );
  const total = introduced.reduce((sum, [count]) => sum + count, 0);
  const parts = [
    ...(total === 0
      ? []
      : [`${total} new (${introduced.map(([count, severity]) => `${count} ${severity}`).join(", ")})`]),
    ...(counts.closed === 0 ? [] : [`${counts.closed} closed`]),
    ...(counts.back === 0 ? [] : [`${counts.back} back`]),
    ...(counts.held === 0 ? [] : [`${counts.held} held for a decision`]),
  ];
  return parts.length === 0 ? "nothing changed" : parts.join(", ");
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** "12 November" of the due date, in UTC as it is stored. */
function dayOf({ dueAt }: EventFacts): string {
  return dueAt === null ? "a day that is not set" : dayWords(dueAt.slice(0, 10));
}

/** "12 November" for "2026-11-12". */
export function dayWords(day: string): string {
  return `${Number(day.slice(8, 10))} ${MONTHS[Number(day.slice(5, 7)) - 1] ?? ""}`;
}
