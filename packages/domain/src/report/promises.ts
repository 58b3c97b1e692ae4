import { PROMISE_STATES, type DuePromise, type Promises } from "./risk-snapshot.ts";

/** A finding with a due date; `resolvedAt` is when it was last found resolved, null while it is not. */
export interface DueFinding {
  readonly finding: number;
  readonly title: string;
  readonly owner: string | null;
  readonly dueAt: Date;
  readonly resolvedAt: Date | null;
}

const DAY = 86_400_000;
const LINES = 10;

/** Promises kept and broken, the worst first; null where nobody has promised anything. */
export function promisesOf(findings: readonly DueFinding[], now: Date): Promises | null {
  if (findings.length === 0) return null;
  const lines = findings.map((finding) => judge(finding, now)).sort(worstFirst);
  const count = (state: DuePromise["state"]) => lines.filter((line) => line.state === state).length;
  return {
    ...{ kept: count("kept"), keptLate: count("kept-late"), late: count("late"), running: count("running") },
    lines: lines.slice(0, LINES),
  };
}

function judge({ dueAt, resolvedAt, ...finding }: DueFinding, now: Date): DuePromise {
  const done = resolvedAt ?? now;
  const missed = done.getTime() > dueAt.getTime();
  const state = resolvedAt === null ? (missed ? "late" : "running") : missed ? "kept-late" : "kept";
  const days = Math.floor(Math.abs(done.getTime() - dueAt.getTime()) / DAY);
  return { ...finding, dueAt: dueAt.toISOString(), state, days };
}

/** Late ones by how late; running ones by how soon; kept ones last. */
function worstFirst(a: DuePromise, b: DuePromise): number {
  const state = PROMISE_STATES.indexOf(a.state) - PROMISE_STATES.indexOf(b.state);
  if (state !== 0) return state;
  return a.state === "running" ? a.days - b.days : b.days - a.days;
}
