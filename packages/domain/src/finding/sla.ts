import { z } from "zod";
import { OrganizationScope, ProjectScope } from "../shared/index.ts";
import type { Severity } from "./normalized.ts";
import { SEVERITIES } from "./vocabulary.ts";
import type { FindingState } from "./states.ts";
import { isOpen } from "./vocabulary.ts";

const DAY = 86_400_000;

const Days = z.int().min(1).max(3650).nullable();

/** In how many days a finding is promised to be resolved, by severity; null is no promise. */
export const SlaDays = z.strictObject({ critical: Days, high: Days, medium: Days, low: Days, info: Days });
export type SlaDays = z.infer<typeof SlaDays>;

export const NO_SLA: SlaDays = { critical: null, high: null, medium: null, low: null, info: null };
/** What a form begins with: common in the field, and nobody's promise until it is saved. */
export const SUGGESTED_SLA: SlaDays = { critical: 7, high: 30, medium: 90, low: 180, info: null };

/** The promise of an organization or a project. */
export const Sla = z.object({
  days: SlaDays,
  /** 0 while nothing was promised. */
  rowVersion: z.int(),
});
export type Sla = z.infer<typeof Sla>;

/** What holds in a project: its own promise, else the organization's. */
export const ProjectSla = z.object({ own: Sla.nullable(), organization: Sla, holds: SlaDays });
export type ProjectSla = z.infer<typeof ProjectSla>;

const change = { days: SlaDays, rowVersion: z.int().nonnegative() };
export const SetOrganizationSla = OrganizationScope.extend(change);
export type SetOrganizationSla = z.infer<typeof SetOrganizationSla>;
/** Null gives a project the organization's promise again. */
export const SetProjectSla = ProjectScope.extend({ ...change, days: SlaDays.nullable() });
export type SetProjectSla = z.infer<typeof SetProjectSla>;

/** How long a finding has been open, in time that counts. */
export interface Clock {
  readonly spentMs: number;
  /** Null while it stands. */
  readonly since: Date | null;
}

export const STANDING: Clock = { spentMs: 0, since: null };

/** What makes the clock run. */
export interface ClockState {
  readonly state: FindingState;
  readonly backlog: boolean;
  /** Only other branches than the default one have shown it. */
  readonly branchOnly?: boolean;
}

/**
 * Runs while someone owes something: not while it is acknowledged, dismissed, a duplicate, gone, in the backlog, or on
 * no more than a branch.
 */
export function runs({ state, backlog, branchOnly = false }: ClockState): boolean {
  return isOpen(state) && !backlog && !branchOnly;
}

/**
 * The clock after a change: it stops and resumes with the time that counted, and starts anew when a finding is back
 * from resolved, or is taken up from the backlog. `resumes`: the adoption itself was undone.
 */
export function clockAfter(
  clock: Clock,
  before: ClockState | null,
  after: ClockState,
  at: Date,
  resumes = false,
): Clock {
  const isBack = after.state === "regressed" && before?.state !== "regressed";
  const isTakenUp = before?.backlog === true && !after.backlog && !resumes;
  if (runs(after)) {
    if (isBack || isTakenUp) return { spentMs: 0, since: at };
    return { spentMs: clock.spentMs, since: clock.since ?? at };
  }
  const ran = clock.since === null ? 0 : at.getTime() - clock.since.getTime();
  return { spentMs: clock.spentMs + ran, since: null };
}

/** One line of a finding's history: what it was from then on. */
export interface ClockEvent extends ClockState {
  readonly at: Date;
  /** The adoption as backlog was undone. */
  readonly resumes?: boolean;
}

/**
 * The same from the intervals between events, oldest first: the time in running states since the last start. Stored
 * clocks are kept change by change and must agree with it.
 */
export function clockOf(events: readonly ClockEvent[]): Clock {
  let start = 0;
  events.forEach((event, index) => {
    const before = events[index - 1];
    const isBack = event.state === "regressed" && before?.state !== "regressed";
    const isTakenUp = before?.backlog === true && !event.backlog && event.resumes !== true && runs(event);
    if (isBack || isTakenUp) start = index;
  });
  let spentMs = 0;
  for (let index = start; index < events.length - 1; index += 1) {
    const [from, to] = [events[index], events[index + 1]];
    if (from !== undefined && to !== undefined && runs(from)) spentMs += to.at.getTime() - from.at.getTime();
  }
  const last = events.at(-1);
  return { spentMs, since: last !== undefined && runs(last) ? last.at : null };
}

/** Until when a finding should be resolved; null while its clock stands, or without a promise. */
export function dueAt({ spentMs, since }: Clock, severity: Severity, days: SlaDays): Date | null {
  const promised = days[severity];
  return since === null || promised === null ? null : new Date(since.getTime() + promised * DAY - spentMs);
}

/** Days in the order of ranks, for the database. */
export function daysByRank(days: SlaDays): (number | null)[] {
  return SEVERITIES.map((severity) => days[severity]);
}

/** What is overdue, and what is due within a week, of those that the reader may see. */
export const DueCounts = z.object({
  overdue: z.int(),
  overdueBySeverity: z.record(z.enum(SEVERITIES), z.int()),
  week: z.int(),
});
export type DueCounts = z.infer<typeof DueCounts>;
