import { DismissReason, type FindingEvent, FindingState, Severity } from "@redoubt/domain/finding";
import { scannerTitle } from "@redoubt/domain/scan";
import { dateText } from "@redoubt/ui";
import { findingLabel, ORIGIN_WORDS, REASON_WORDS, SEVERITY_WORDS, STATE_WORDS } from "../words.ts";

export interface EventWords {
  /** Who or what; a person, a tool, the PoC. */
  readonly who: string;
  /** The deed, after the name: "dismissed it as false positive". */
  readonly deed: string;
  /** Why the machine did it, or why it is the same finding. */
  readonly why: string | null;
  readonly tone: "plain" | "ok" | "bad" | "warn";
}

/** One line of the history in words. */
export function eventWords(event: FindingEvent): EventWords {
  return {
    who: whoOf(event),
    deed: deedOf(event) + firstPerson(event),
    why: textOf(event.details.why),
    tone: toneOf(event),
  };
}

/** Who had proposed what a second person then did. */
function firstPerson({ details }: FindingEvent): string {
  const by = textOf(details.proposedBy);
  return by === null ? "" : `, as ${by} proposed`;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function whoOf(event: FindingEvent): string {
  if (event.actor !== null) return event.actor;
  const scanner = textOf(event.details.scanner);
  const document = textOf(event.details.author) ?? textOf(event.details.firm) ?? textOf(event.details.document);
  if (event.origin === "import" && document !== null) return document;
  return event.origin === "import" && scanner !== null ? scannerTitle(scanner) : ORIGIN_WORDS[event.origin];
}

function deedOf(event: FindingEvent): string {
  switch (event.kind) {
    case "comment":
      return "commented";
    case "assign":
      return assignDeed(event);
    case "severity":
      return `set the severity from ${severity(event.from)} to ${severity(event.to)}`;
    case "moved":
      return `saw it move from ${event.from ?? "no file"} to ${event.to ?? "no file"}`;
    case "undo":
      return `took that back: ${state(event.from)} to ${state(event.to)}`;
    case "poc":
      return pocDeed(event);
    case "proposal":
      return proposalDeed(event);
    case "restricted":
      return event.to === "restricted" ? "restricted it" : "opened it to everyone again";
    case "grant":
      return event.to === null ? `closed it to ${event.from ?? "someone"}` : `opened it to ${event.to}`;
    case "backlog":
      return event.to === "backlog" ? "adopted it as backlog" : "took it out of the backlog";
    case "commit":
      return `says that it fixes this${commitWords(event)}`;
    case "issue":
      return event.to === null ? "took the link to the issue away" : `linked the issue ${event.to}`;
    case "attributed":
      return "reports it too";
    case "split":
      return `split off ${event.to ?? "another finding"}`;
    case "apart":
      return event.to === null
        ? `took back that it is not ${event.from ?? "another"}`
        : `said that it is not ${event.to}`;
    case "branch":
      return branchDeed(event);
    case "transition":
      if (event.origin === "commit") return `claimed the fix${commitWords(event)}`;
      return event.origin === "human" ? humanDeed(event) : machineDeed(event);
  }
}

function branchDeed({ origin, to, reason, details }: FindingEvent): string {
  if (origin === "import") return `saw it come to the default branch${to === null ? "" : `, ${to}`}`;
  const ref = textOf(details.ref) ?? "one branch";
  if (to === null) return `let the shared decision hold on ${ref} again`;
  const what = to === "dismissed" ? `dismissed it as ${dismissal(reason)}` : `${state(to).toLowerCase()} it`;
  return `decided for ${ref} alone: ${what}${untilWords(details.until)}`;
}

function assignDeed({ actor, from, to }: FindingEvent): string {
  if (to === null) return from === null ? "took the owner away" : `took it from ${from}`;
  return actor === to ? "took it" : `gave it to ${to}`;
}

function pocDeed({ to, details }: FindingEvent): string {
  const where = typeof details.revision === "number" ? ` on revision ${details.revision}` : "";
  return to === "reproduces" ? `reproduces${where}` : `does not reproduce${where}`;
}

function proposalDeed({ from, to, reason, details }: FindingEvent): string {
  if (to === "refused") return `refused to ${PROPOSED[from ?? ""] ?? "do that"}`;
  if (to === "withdrawn") return "took the proposal back";
  if (to === "set-severity") return `proposed the severity ${severity(reason)}`;
  if (to === "dismiss") return `proposed to dismiss it as ${dismissal(reason)}`;
  return `proposed to acknowledge it${untilWords(details.until)}`;
}

const PROPOSED: Readonly<Record<string, string>> = {
  dismiss: "dismiss it",
  acknowledge: "acknowledge it",
  "set-severity": "lower its severity",
};

const REOPENED: readonly (string | null)[] = ["acknowledged", "dismissed", "resolved", "not-observed"];

function humanDeed({ from, to, reason, details }: FindingEvent): string {
  if (from === null) return "recorded it";
  switch (to) {
    case "confirmed":
      return from === "duplicate"
        ? "set it apart again"
        : REOPENED.includes(from)
          ? `reopened it (it was ${state(from)})`
          : "confirmed it";
    case "in-progress":
      return "started the fix";
    case "fix-claimed":
      return "claimed the fix";
    case "resolved":
      return "confirmed the fix";
    case "dismissed":
      return `dismissed it as ${dismissal(reason)}`;
    case "acknowledged":
      return `acknowledged it${untilWords(details.until)}`;
    case "duplicate":
      return typeof details.of === "number"
        ? `marked it as duplicate of ${findingLabel(details.of)}`
        : "marked it as duplicate";
    default:
      return `moved it from ${state(from)} to ${state(to)}`;
  }
}

/** Which commit, and what it says of itself. */
function commitWords({ details }: FindingEvent): string {
  const [commit, subject, author] = [textOf(details.commit), textOf(details.subject), textOf(details.author)];
  if (commit === null) return "";
  return `: ${commit.slice(0, 7)}${subject === null ? "" : ` “${subject}”`}${author === null ? "" : ` by ${author}`}`;
}

function machineDeed({ from, to, reason }: FindingEvent): string {
  if (from === null) return "reported it";
  if (to === "dismissed" && reason !== null) return `dismissed it as ${dismissal(reason)}`;
  return `moved it from ${state(from)} to ${state(to)}`;
}

function untilWords(until: unknown): string {
  const day = typeof until === "string" ? new Date(until) : null;
  return day === null || Number.isNaN(day.getTime()) ? "" : ` until ${dateText(day)}`;
}

function toneOf({ kind, to }: FindingEvent): EventWords["tone"] {
  if (kind === "transition" && to === "regressed") return "bad";
  if (kind === "transition" && to === "resolved") return "ok";
  if (kind === "poc") return to === "reproduces" ? "bad" : "ok";
  return "plain";
}

function state(value: string | null): string {
  const parsed = FindingState.safeParse(value);
  return parsed.success ? STATE_WORDS[parsed.data] : (value ?? "nothing");
}

function severity(value: string | null): string {
  const parsed = Severity.safeParse(value);
  return parsed.success ? SEVERITY_WORDS[parsed.data].toLowerCase() : (value ?? "none");
}

function dismissal(reason: string | null): string {
  const parsed = DismissReason.safeParse(reason);
  return parsed.success ? REASON_WORDS[parsed.data] : (reason ?? "no reason");
}

/** The event that brought the finding into its present state. */
export function stateEvent(history: readonly FindingEvent[]): FindingEvent | undefined {
  return history.findLast((event) => event.kind === "transition" || event.kind === "undo");
}

/** The last change of the severity by a person. */
export function severityEvent(history: readonly FindingEvent[]): FindingEvent | undefined {
  return history.findLast((event) => event.kind === "severity");
}
