import { z } from "zod";
import { OrganizationScope, PageSize, ProjectScope, Slug, typedId } from "../shared/index.ts";
import { Severity } from "./normalized.ts";
import { type FindingSummary } from "./schema.ts";
import { DecisionOrigin } from "./standing.ts";
import { DismissReason } from "./states.ts";
import type { GROUPINGS } from "./vocabulary.ts";
import { DUE_CHOICES, FINDING_STATES, PLAIN_FILTERS, SUGGESTED } from "./vocabulary.ts";

/** `open` stands for the five open states. */
export const StateFilter = z.enum(["open", ...FINDING_STATES]);
export type StateFilter = z.infer<typeof StateFilter>;

/** Whether findings of a folder are left out, among the others, or alone. */
const Folder = z.enum(["folded", "shown", "only"]).default("folded");

/** As many values as one filter takes. */
const MOST_VALUES = 20;
const several = <T extends z.ZodType>(value: T) => z.array(value).min(1).max(MOST_VALUES).optional();

/** What a finding can be listed by and left out by: one of the values is enough. */
const VALUES = {
  severity: z.array(Severity).max(5).optional(),
  state: z.array(StateFilter).max(11).optional(),
  scanner: several(z.string().min(1).max(80)),
  detector: several(z.string().min(1).max(300)),
  /** The beginning of a path, or the whole. */
  path: several(z.string().min(1).max(1000)),
  /** Weakness classes, such as `CWE-841`. */
  cwe: several(z.string().regex(/^(?:CWE|SWC|SCWE)-\d{1,5}$/)),
  assignee: several(z.union([z.enum(["me", "none"]), typedId("member")])),
};

/** One of the choices, or due by a day. */
export const DueFilter = z.union([z.enum(DUE_CHOICES), z.iso.date()]);
export type DueFilter = z.infer<typeof DueFilter>;

/** What a list may be narrowed by; it lives in the URL. Code of others and the backlog are folded unless asked for. */
export const FindingFilters = z.strictObject({
  ...VALUES,
  /** Part of the title, path or detector; `F-12` or `12` also finds that number. */
  text: z.string().trim().min(1).max(200).optional(),
  ref: z.string().min(1).max(200).optional(),
  due: DueFilter.optional(),
  dependency: Folder,
  backlog: Folder,
  /** What only other branches than the default one show; who asks for a branch by `ref` sees it. */
  branch: Folder,
  /** What the reader has put off. */
  snoozed: Folder,
  /** Only what waits for a second person. */
  proposed: z.boolean().default(false),
  /** Why it was dismissed, who or what set it aside, and by which policy. */
  reason: DismissReason.optional(),
  decidedBy: DecisionOrigin.optional(),
  policy: typedId("policy").optional(),
  /** Findings with one of these are left out. */
  not: z.strictObject(VALUES).optional(),
});
export type FindingFilters = z.infer<typeof FindingFilters>;

export type Grouping = (typeof GROUPINGS)[number];

/** One group of a list; null stands for findings that have no such value. */
export const GroupKey = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("severity"), severity: Severity }),
  z.strictObject({
    by: z.literal("detector"),
    scanner: z.string().max(80).nullable(),
    detector: z.string().max(300).nullable(),
  }),
  z.strictObject({ by: z.literal("file"), path: z.string().max(1000).nullable() }),
  z.strictObject({
    by: z.literal("function"),
    path: z.string().max(1000).nullable(),
    container: z.string().max(1000).nullable(),
    callable: z.string().max(1000).nullable(),
  }),
  z.strictObject({ by: z.literal("project"), project: Slug }),
]);
export type GroupKey = z.infer<typeof GroupKey>;

/** A heading of a grouped list. */
export interface FindingGroup {
  readonly key: GroupKey;
  readonly worst: Severity;
  /** How many findings it holds; counting ends at `MOST_COUNTED`. */
  readonly count: number;
  /** There are more than were counted. */
  readonly more: boolean;
}

/** Counts of groups and views end here: a count over a million rows would keep everyone waiting. */
export const MOST_COUNTED = 500;

export interface FindingGroups {
  readonly groups: readonly FindingGroup[];
  readonly nextCursor: string | null;
  /** Files with so many findings that not all their functions are listed. */
  readonly cut: readonly string[];
}

/** Worst first, last changed first, newest number first, or due first (those without a day are not in it). */
export const FindingSort = z.enum(["severity", "updated", "number", "due"]);
export type FindingSort = z.infer<typeof FindingSort>;

const Filters = FindingFilters.default(PLAIN_FILTERS);

export const ListFindings = ProjectScope.extend({
  filters: Filters,
  /** Only the findings of this group. */
  group: GroupKey.optional(),
  /** Only what scans of this revision saw, whatever became of it later. */
  revision: z.int().positive().optional(),
  sort: FindingSort.default("severity"),
  limit: PageSize,
  cursor: z.string().max(500).optional(),
});
export type ListFindings = z.infer<typeof ListFindings>;

export const ListOrganizationFindings = OrganizationScope.extend({
  filters: Filters,
  /** Only findings of these projects. */
  projects: z.array(Slug).max(50).optional(),
  group: GroupKey.optional(),
  sort: z.enum(["severity", "updated", "due"]).default("severity"),
  limit: PageSize,
  cursor: z.string().max(500).optional(),
});
export type ListOrganizationFindings = z.infer<typeof ListOrganizationFindings>;

const Cursor = z.string().max(4000).optional();

export const GroupFindings = ProjectScope.extend({
  filters: Filters,
  by: z.enum(["severity", "detector", "file", "function"]),
  limit: PageSize,
  cursor: Cursor,
});
export type GroupFindings = z.infer<typeof GroupFindings>;

export const GroupOrganizationFindings = OrganizationScope.extend({
  filters: Filters,
  by: z.enum(["severity", "project"]),
  limit: PageSize,
  cursor: Cursor,
});
export type GroupOrganizationFindings = z.infer<typeof GroupOrganizationFindings>;

/** What a screen heard of: ids of findings, as announced. */
const Heard = { ids: z.array(z.uuid()).min(1).max(200), filters: Filters };

export const RereadFindings = ProjectScope.extend(Heard);
export type RereadFindings = z.infer<typeof RereadFindings>;

export const RereadOrganizationFindings = OrganizationScope.extend(Heard);
export type RereadOrganizationFindings = z.infer<typeof RereadOrganizationFindings>;

/** A row that was read again, and whether the list still takes it. */
export interface RereadFinding {
  readonly finding: FindingSummary;
  readonly listed: boolean;
}

/** Counts of several lists, such as those behind the tabs. */
const Lists = { lists: z.array(FindingFilters).min(1).max(30) };
export const CountLists = ProjectScope.extend(Lists);
export type CountLists = z.infer<typeof CountLists>;
export const CountOrganizationLists = OrganizationScope.extend(Lists);
export type CountOrganizationLists = z.infer<typeof CountOrganizationLists>;

export interface BoundedCount {
  readonly count: number;
  readonly more: boolean;
}

const Suggesting = {
  key: z.enum(SUGGESTED),
  /** How the value begins; for paths the folder that is being typed. */
  typed: z.string().max(1000).default(""),
  filters: Filters,
};
export const SuggestValues = ProjectScope.extend(Suggesting);
export type SuggestValues = z.infer<typeof SuggestValues>;
export const SuggestOrganizationValues = OrganizationScope.extend(Suggesting);
export type SuggestOrganizationValues = z.infer<typeof SuggestOrganizationValues>;

/** A value that exists, with how many findings of the list have it; null where that was not counted. */
export interface Suggestion {
  readonly value: string;
  readonly count: BoundedCount | null;
}

export const GetFinding = ProjectScope.extend({
  number: z.int().positive(),
  /** The list that the reader came from: its order gives the previous and next finding. Null when it knows them. */
  within: z
    .strictObject({ filters: Filters, sort: FindingSort.default("severity") })
    .nullable()
    .optional(),
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
  /** Open ones that only other branches than the default one show; in no other count. */
  branchOnly: z.int(),
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
