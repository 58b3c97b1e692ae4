import { z } from "zod";
import { OrganizationScope, PageSize, ProjectScope, Slug, typedId } from "../shared/index.ts";
import { Severity } from "./normalized.ts";
import { type FindingSummary } from "./schema.ts";
import { FINDING_STATES, type FindingState, OPEN_STATES } from "./states.ts";

/** `open` stands for the five open states. */
export const StateFilter = z.enum(["open", ...FINDING_STATES]);
export type StateFilter = z.infer<typeof StateFilter>;

/** Whether findings of a folder are left out, among the others, or alone. */
const Folder = z.enum(["folded", "shown", "only"]).default("folded");

/** What a list may be narrowed by; it lives in the URL. Code of others and the backlog are folded unless asked for. */
export const FindingFilters = z.strictObject({
  severity: z.array(Severity).max(5).optional(),
  state: z.array(StateFilter).max(11).optional(),
  /** Part of the title, path or detector; `F-12` or `12` also finds that number. */
  text: z.string().trim().min(1).max(200).optional(),
  scanner: z.string().min(1).max(80).optional(),
  detector: z.string().min(1).max(300).optional(),
  path: z.string().min(1).max(1000).optional(),
  ref: z.string().min(1).max(200).optional(),
  assignee: z.union([z.enum(["me", "none"]), typedId("member")]).optional(),
  dependency: Folder,
  backlog: Folder,
  /** What the reader has put off. */
  snoozed: Folder,
  /** Only what waits for a second person. */
  proposed: z.boolean().default(false),
});
export type FindingFilters = z.infer<typeof FindingFilters>;

/** Worst first, last changed first, or newest number first. */
export const FindingSort = z.enum(["severity", "updated", "number"]);
export type FindingSort = z.infer<typeof FindingSort>;

const Filters = FindingFilters.default({
  dependency: "folded",
  backlog: "folded",
  snoozed: "folded",
  proposed: false,
});

export const ListFindings = ProjectScope.extend({
  filters: Filters,
  sort: FindingSort.default("severity"),
  limit: PageSize,
  cursor: z.string().max(500).optional(),
});
export type ListFindings = z.infer<typeof ListFindings>;

export const ListOrganizationFindings = OrganizationScope.extend({
  filters: Filters,
  /** Only findings of these projects. */
  projects: z.array(Slug).max(50).optional(),
  sort: z.enum(["severity", "updated"]).default("severity"),
  limit: PageSize,
  cursor: z.string().max(500).optional(),
});
export type ListOrganizationFindings = z.infer<typeof ListOrganizationFindings>;

export const GetFinding = ProjectScope.extend({
  number: z.int().positive(),
  /** The list that the reader came from: its order gives the previous and next finding. */
  within: z.strictObject({ filters: Filters, sort: FindingSort.default("severity") }).optional(),
});
export type GetFinding = z.infer<typeof GetFinding>;

export const CountFindings = ProjectScope.extend({
  dependency: Folder,
});
export type CountFindings = z.infer<typeof CountFindings>;

export const CountOrganizationFindings = OrganizationScope.extend({
  dependency: Folder,
});
export type CountOrganizationFindings = z.infer<typeof CountOrganizationFindings>;

/**
 * Counts kept with every change; `restricted` ones are not in them for readers who may not see those, and the backlog
 * and what the reader has put off stand apart in all of them.
 */
export const FindingCounts = z.object({
  open: z.int(),
  total: z.int(),
  bySeverity: z.record(Severity, z.int()),
  byState: z.record(z.enum(FINDING_STATES), z.int()),
  openBySeverity: z.record(Severity, z.int()),
  cells: z.array(z.object({ severity: Severity, state: z.enum(FINDING_STATES), count: z.int() })),
  /** Findings in code of others, whatever was asked for. */
  dependency: z.int(),
  /** Adopted as known, and not decided on; by severity too, for the tab of a narrowed list. */
  backlog: z.int(),
  backlogBySeverity: z.record(Severity, z.int()),
  /** Open ones that the reader has put off. */
  snoozed: z.int(),
  /** What waits for a second person. */
  proposed: z.int(),
  /** Restricted findings that the reader may not see. */
  hidden: z.int(),
});
export type FindingCounts = z.infer<typeof FindingCounts>;

export interface FindingPage {
  readonly items: readonly FindingSummary[];
  readonly nextCursor: string | null;
  /** Restricted findings of these severities and states that the reader may not see. */
  readonly hidden: number;
}

/** The states that a filter stands for; all of them when it names none. */
export function statesOf(filter: readonly StateFilter[] | undefined): FindingState[] {
  if (filter === undefined || filter.length === 0) return [...FINDING_STATES];
  const wanted = new Set<FindingState>(filter.flatMap((each) => (each === "open" ? [...OPEN_STATES] : [each])));
  return FINDING_STATES.filter((state) => wanted.has(state));
}
