/*
 * The named values of findings, and what is said of them alone. Without schemas, so that a list in a browser needs no
 * parser.
 */

export const FINDING_STATES = [
  "new",
  "confirmed",
  "in-progress",
  "fix-claimed",
  "regressed",
  "resolved",
  "not-observed",
  "dismissed",
  "acknowledged",
  "duplicate",
] as const;
type State = (typeof FINDING_STATES)[number];

/** States in which someone still owes something. */
export const OPEN_STATES = ["new", "confirmed", "in-progress", "fix-claimed", "regressed"] as const;

export function isOpen(state: State): boolean {
  return (OPEN_STATES as readonly State[]).includes(state);
}

/** The states that a filter stands for; all of them when it names none. */
export function statesOf(filter: readonly (State | "open")[] | undefined): State[] {
  if (filter === undefined || filter.length === 0) return [...FINDING_STATES];
  const wanted = new Set<State>(filter.flatMap((each) => (each === "open" ? [...OPEN_STATES] : [each])));
  return FINDING_STATES.filter((state) => wanted.has(state));
}

/** Who or what moved a finding. */
export const EVENT_ORIGINS = ["human", "policy", "import", "poc", "commit", "in-code", "agent", "system"] as const;

/** Who or what set a finding aside; `tool` is the configuration of a scanner. */
export const DECISION_ORIGINS = ["human", "policy", "in-code", "tool", "import"] as const;

/** Why a finding is not worth a fix. */
export const DISMISS_REASONS = [
  "false-positive",
  "by-design",
  "known-issue",
  "not-exploitable",
  "test-code",
  "wont-fix",
] as const;

/** Five steps, worst first; gas and style lints are `info` with the tag `gas` or `style`. */
export const SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;

export const CONFIDENCES = ["high", "medium", "low"] as const;

/** What a list can be grouped by; `project` over all projects alone. */
export const GROUPINGS = ["severity", "detector", "file", "function", "project"] as const;

/** What a list leaves out until it is asked to: code of others, the backlog, other branches, what was put off. */
export const PLAIN_FILTERS = {
  dependency: "folded",
  backlog: "folded",
  branch: "folded",
  snoozed: "folded",
  proposed: false,
} as const;

/** Filters whose values the database knows. */
export const SUGGESTED = ["scanner", "detector", "path", "cwe", "ref"] as const;

/** Past its day, due in seven days, or without a day. */
export const DUE_CHOICES = ["overdue", "week", "none"] as const;

/** What a list can be narrowed to by when it is due: one of the choices, or a day of the calendar such as 2026-12-24. */
export function isDue(text: string): boolean {
  if ((DUE_CHOICES as readonly string[]).includes(text)) return true;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  // A day that does not exist reads as one of the next month.
  return day !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
