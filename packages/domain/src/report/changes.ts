import { type FindingState, isOpen, SEVERITIES, type Severity } from "../finding/index.ts";
import type { Change } from "./schema.ts";
import { plural } from "./words.ts";

/** How many findings of one severity went from one state to another; `before` is null for those that are new. */
export interface MoveGroup {
  readonly severity: Severity;
  readonly before: FindingState | null;
  readonly state: FindingState;
  readonly count: number;
}

/** One finding that moved, as sentences name it. */
export interface Move extends Omit<MoveGroup, "count"> {
  readonly number: number;
  readonly title: string;
  /** Who or what moved it last: an event origin. */
  readonly origin: string | null;
  /** Name of the revision that moved it. */
  readonly revision: string | null;
  /** True when a scanner sees it now. */
  readonly seenByScanner: boolean;
}

/** All moves as counts, and the worst of them by name. */
export interface Moves {
  readonly groups: readonly MoveGroup[];
  readonly named: readonly Move[];
}

/** Findings of one kind of news that are named one by one; the rest is counted. */
const NAMED = 5;

/** Sentences about what moved, worst news first: came back, new by severity, fixed, set aside, taken up. */
export function describeChanges(moves: Moves): Change[] {
  return [
    ...cameBack(moves),
    ...opened(moves),
    ...fixed(moves),
    ...counted(moves, isSetAside, (text, one) => `${text} ${one ? "was" : "were"} set aside by decision.`),
    ...counted(
      moves,
      (move) => move.state === "not-observed",
      (text, one) => `${text} ${one ? "is" : "are"} no longer observed, without evidence of a fix.`,
    ),
    ...counted(moves, isTakenUp, (text, one) => `${text} ${one ? "was" : "were"} confirmed or taken up.`),
  ];
}

type Kind = Pick<MoveGroup, "before" | "state">;
const isBack = (move: Kind): boolean => move.state === "regressed";
const isOpened = (move: Kind): boolean =>
  isOpen(move.state) && !isBack(move) && (move.before === null || !isOpen(move.before));
const isSetAside = (move: Kind): boolean => ["acknowledged", "dismissed", "duplicate"].includes(move.state);
const isTakenUp = (move: Kind): boolean =>
  isOpen(move.state) && !isBack(move) && move.before !== null && isOpen(move.before);

function cameBack(moves: Moves): Change[] {
  const named = moves.named.filter(isBack).slice(0, NAMED);
  const rest = total(moves.groups.filter(isBack)) - named.length;
  const changes = named.map(
    (move): Change => ({
      direction: "worse",
      text: `A fixed finding came back${inRevision(move)}: ${nameOf(move)} (${move.severity}).${howSeen(move)}`,
      finding: move.number,
    }),
  );
  if (rest > 0) changes.push(counts("worse", `${plural(rest, "more fixed finding")} came back.`));
  return changes;
}

function howSeen({ origin, seenByScanner }: Move): string {
  if (origin === "poc") return ` Its PoC reproduces again${seenByScanner ? "" : ", and no scanner reported it"}.`;
  return seenByScanner ? " A scanner sees it again." : "";
}

function opened(moves: Moves): Change[] {
  const named = moves.named.filter((move) => isOpened(move) && isSevere(move)).slice(0, NAMED);
  const changes = named.map(
    (move): Change => ({
      direction: "worse",
      text: `${move.before === null ? "New" : "Open again"}: ${nameOf(move)} (${move.severity})${inRevision(move)}.`,
      finding: move.number,
    }),
  );
  const groups = moves.groups.filter(isOpened);
  const severe = total(groups.filter(isSevere)) - named.length;
  if (severe > 0) changes.push(counts("worse", `${plural(severe, "more critical or high finding")} opened.`));
  const others = groups.filter((group) => !isSevere(group));
  if (total(others) > 0) {
    const direction = others.some((group) => group.severity === "medium") ? "worse" : "neutral";
    changes.push(counts(direction, `${plural(total(others), "finding")} below high opened: ${bySeverity(others)}.`));
  }
  return changes;
}

function fixed(moves: Moves): Change[] {
  const groups = moves.groups.filter((group) => group.state === "resolved");
  const count = total(groups);
  const worst = moves.named.find((move) => move.state === "resolved");
  if (count === 0) return [];
  if (worst === undefined) return [counts("better", `${plural(count, "finding is", "findings are")} fixed.`)];
  const subject = count === 1 ? "" : `${count} findings are fixed, the most severe `;
  const verb = count === 1 ? " is fixed" : "";
  const text = `${subject}${nameOf(worst)} (${worst.severity})${verb}${inRevision(worst)}${howFixed(worst)}.`;
  return [{ direction: "better", text, finding: worst.number }];
}

function howFixed({ origin }: Move): string {
  if (origin === "poc") return ": its PoC no longer reproduces";
  if (origin === "import") return ": its scanner ran again without it";
  return origin === "human" ? ": a second person confirmed it" : "";
}

function counted(moves: Moves, is: (move: Kind) => boolean, say: (text: string, one: boolean) => string): Change[] {
  const count = total(moves.groups.filter(is));
  return count === 0 ? [] : [counts("neutral", say(plural(count, "finding"), count === 1))];
}

function counts(direction: Change["direction"], text: string): Change {
  return { direction, text, finding: null };
}

function isSevere(move: { readonly severity: Severity }): boolean {
  return move.severity === "critical" || move.severity === "high";
}

function total(groups: readonly MoveGroup[]): number {
  return groups.reduce((sum, group) => sum + group.count, 0);
}

function bySeverity(groups: readonly MoveGroup[]): string {
  return SEVERITIES.map((severity) => [severity, total(groups.filter((group) => group.severity === severity))] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity}`)
    .join(", ");
}

function nameOf(move: Move): string {
  return `F-${move.number} ${move.title}`;
}

function inRevision(move: Move): string {
  return move.revision === null ? "" : ` in ${move.revision}`;
}
