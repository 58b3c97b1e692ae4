import {
  commandsFor,
  type Decision,
  DECISION_ERRORS,
  type FindingSummary,
  needsSecondPerson,
  permissionFor,
  type Severity,
  TRANSITIONS,
} from "@redoubt/domain/finding";
import { dateText } from "@redoubt/ui";
import { countWords, findingLabel, REASON_WORDS } from "../words.ts";

/** What a decision will make of a row, as far as one can tell before the server has answered. */
export function changeOf(
  row: FindingSummary,
  decision: Decision,
  secondPersonFrom: Severity | null,
): Partial<FindingSummary> {
  if (needsSecondPerson(decision.command, row.severity, secondPersonFrom)) {
    return decision.command === "dismiss" || decision.command === "acknowledge" ? { proposed: decision.command } : {};
  }
  const to = TRANSITIONS.find((each) => each.command === decision.command && each.from.includes(row.state))?.to;
  if (to === undefined || to === "before" || to === "previous") return {};
  return {
    state: to,
    backlog: false,
    reason: decision.command === "dismiss" ? decision.reason : null,
    acknowledgedUntil: decision.command === "acknowledge" ? decision.until : null,
    duplicateOf: decision.command === "duplicate" ? decision.of : null,
  };
}

/** A finding that a deed did not reach, and why. */
export interface Failure {
  readonly finding: FindingSummary;
  readonly code: string;
  readonly message: string;
}

/** Which of several findings a decision can be sent for; the others with what the server would say. */
export function splitByAllowed(
  rows: readonly FindingSummary[],
  { command }: Pick<Decision, "command">,
  permissions: ReadonlySet<string>,
): { send: FindingSummary[]; failed: Failure[] } {
  const send: FindingSummary[] = [];
  const failed: Failure[] = [];
  for (const finding of rows) {
    const permission = permissionFor(command, finding.severity);
    if (!commandsFor(finding.state).includes(command)) failed.push(failure(finding, "finding.not-allowed-now"));
    else if (permissions.has(permission)) send.push(finding);
    else if (permission === "finding:dismiss-high") failed.push(failure(finding, "finding.severe-dismissal"));
    else failed.push(failure(finding, "finding.acknowledge-forbidden"));
  }
  return { send, failed };
}

function failure(finding: FindingSummary, code: keyof typeof DECISION_ERRORS): Failure {
  return { finding, code, message: DECISION_ERRORS[code].message };
}

/** What a refused request says: its code, its words, and the number of the finding that was the reason, if one was. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly number: number | null;
}

/**
 * Sends rows that the server takes all or none: who is refused by name is left out, and the rest is sent again. When
 * no name is given, all that is left has failed.
 */
export async function sendApart(
  rows: readonly FindingSummary[],
  send: (rows: readonly FindingSummary[]) => Promise<readonly FindingSummary[]>,
  refusalOf: (error: unknown) => Refusal,
): Promise<{ answered: readonly FindingSummary[]; failed: Failure[] }> {
  const failed: Failure[] = [];
  let left = [...rows];
  while (left.length > 0) {
    try {
      return { answered: await send(left), failed };
    } catch (error) {
      const { code, message, number } = refusalOf(error);
      const named = left.filter((row) => row.number === number);
      const out = named.length > 0 ? named : left;
      failed.push(...out.map((finding) => ({ finding, code, message })));
      left = left.filter((row) => !out.includes(row));
    }
  }
  return { answered: [], failed };
}

/** Rows of one project each, no more than `most` together. */
export function chunksOf(rows: readonly FindingSummary[], most: number): FindingSummary[][] {
  const byProject = new Map<string, FindingSummary[]>();
  for (const row of rows) {
    const own = byProject.get(row.project.slug) ?? [];
    own.push(row);
    byProject.set(row.project.slug, own);
  }
  return [...byProject.values()].flatMap((own) =>
    Array.from({ length: Math.ceil(own.length / most) }, (_each, at) => own.slice(at * most, (at + 1) * most)),
  );
}

/** "Dismissed F-12: by design." */
export function doneWords(decision: Decision, rows: readonly FindingSummary[]): string {
  const [only] = rows;
  const what = rows.length === 1 && only !== undefined ? findingLabel(only.number) : countWords(rows.length, "finding");
  const proposed = rows.filter((row) => row.proposed !== null).length;
  if (proposed > 0 && proposed === rows.length) {
    const deed =
      decision.command === "dismiss"
        ? `to dismiss ${what} as ${REASON_WORDS[decision.reason]}`
        : `to acknowledge ${what}`;
    return `Proposed ${deed}. A second person confirms it.`;
  }
  const waits = proposed === 0 ? "" : ` For ${proposed.toLocaleString("en")} a second person has to confirm it.`;
  return `${deedWords(decision, what)}.${waits}`;
}

function deedWords(decision: Decision, what: string): string {
  switch (decision.command) {
    case "confirm":
      return `Confirmed ${what}`;
    case "start-fix":
      return `Started the fix of ${what}`;
    case "claim-fix":
      return `Claimed the fix of ${what}`;
    case "confirm-fix":
      return `Confirmed the fix of ${what}`;
    case "split":
      return `Set ${what} apart again`;
    case "dismiss":
      return `Dismissed ${what}: ${REASON_WORDS[decision.reason]}`;
    case "acknowledge":
      return `Acknowledged ${what} until ${dateText(decision.until)}`;
    case "duplicate":
      return `Marked ${what} as duplicate of ${findingLabel(decision.of)}`;
  }
}
