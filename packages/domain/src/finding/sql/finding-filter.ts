import { severityRank } from "../severity.ts";
import { Prisma, type Deps } from "../../shared/server.ts";
import type { FindingFilters, GroupKey } from "../filters.ts";
import { statesOf } from "../vocabulary.ts";
import { SEVERITIES } from "../vocabulary.ts";
import { readable, snoozedIds } from "./own-view.ts";
import { textCondition } from "./word-search.ts";

/** Whose list: one project, or all projects of the organization (`projectIds` narrows these). */
export interface ListScope {
  readonly deps: Deps;
  readonly projectId: string | null;
  readonly projectIds?: readonly string[];
  /** Where a search has been looked up: the only findings that may hold its text. */
  readonly found?: readonly string[];
  /** Only these, whatever else is asked for. */
  readonly among?: readonly string[];
}

/** The values of a mark that a filter wants: without it, with and without, only with it. */
export function folderValues(folder: FindingFilters["dependency"]): boolean[] {
  return { folded: [false], shown: [false, true], only: [true] }[folder];
}

/** The equality columns in front of the order index: one short ordered scan per combination. */
export function filterGroups(filters: FindingFilters): {
  states: string[];
  dependency: boolean[];
  backlog: boolean[];
  ranks: number[] | null;
} {
  const without = new Set<string>([...(filters.not?.severity ?? []), ...unwantedStates(filters)]);
  const severities = (filters.severity?.length ? filters.severity : SEVERITIES).filter((each) => !without.has(each));
  return {
    states: statesOf(filters.state).filter((each) => !without.has(each)),
    dependency: folderValues(filters.dependency),
    backlog: folderValues(filters.backlog),
    ranks: severities.length === SEVERITIES.length ? null : [...new Set(severities.map(severityRank))].sort(),
  };
}

function unwantedStates({ not }: FindingFilters): readonly string[] {
  return not?.state === undefined || not.state.length === 0 ? [] : statesOf(not.state);
}

/**
 * The cells of `filterGroups` as a table `c` of state, dependency, backlog and, when they are narrowed, rank and
 * check. Checks of a project come with their tool, because that pair leads the index of checks.
 */
export function filterCells(
  scope: ListScope,
  filters: FindingFilters,
  ranks: readonly number[] | null = filterGroups(filters).ranks,
): Prisma.Sql {
  const { states, dependency, backlog } = filterGroups(filters);
  const rank = ranks === null ? Prisma.empty : Prisma.sql`CROSS JOIN unnest(${[...ranks]}::smallint[]) AS r("rank")`;
  const isByCheck = filters.detector !== undefined && scope.projectId !== null;
  const check = isByCheck
    ? Prisma.sql`CROSS JOIN (WITH RECURSIVE keys AS (${distinctDetectors(scope)})
        SELECT k."scanner", k."detector" FROM keys k WHERE k."detector" = ANY(${filters.detector}::text[])) AS t`
    : Prisma.empty;
  const narrowed = Prisma.sql`${ranks === null ? Prisma.empty : Prisma.sql`, r."rank"`}
    ${isByCheck ? Prisma.sql`, t."scanner", t."detector"` : Prisma.empty}`;
  return Prisma.sql`(SELECT s."state", d."dependency", b."backlog" ${narrowed} FROM unnest(${writtenOut(states)}::text[]) AS s("state")
    CROSS JOIN unnest(${writtenOut(dependency)}::boolean[]) AS d("dependency")
    CROSS JOIN unnest(${writtenOut(backlog)}::boolean[]) AS b("backlog") ${rank} ${check}) AS c`;
}

/** A finding `f` of one cell `c`: equality on every column in front of the order indexes. */
export function inCell(
  scope: ListScope,
  filters: FindingFilters,
  ranks: readonly number[] | null = filterGroups(filters).ranks,
): Prisma.Sql {
  const rank = ranks === null ? Prisma.empty : Prisma.sql`AND f."severity_rank" = c."rank"`;
  const check =
    filters.detector === undefined || scope.projectId === null
      ? Prisma.empty
      : Prisma.sql`AND f."scanner" = c."scanner" AND f."detector" = c."detector"`;
  return Prisma.sql`f."dependency" = c."dependency" AND f."backlog" = c."backlog" AND f."state" = c."state" ${rank} ${check}`;
}

/** Every pair of tool and check that a project has, in order: the body of a recursive table `keys`. */
export function distinctDetectors(scope: ListScope): Prisma.Sql {
  const here = Prisma.join(scopeConditions(scope), " AND ");
  return Prisma.sql`
    (SELECT f."scanner", f."detector" FROM "finding" f WHERE ${here} AND f."scanner" IS NOT NULL AND f."detector" IS NOT NULL
     ORDER BY f."scanner", f."detector" LIMIT 1)
    UNION ALL
    SELECT n."scanner", n."detector" FROM keys k CROSS JOIN LATERAL (
      SELECT f."scanner", f."detector" FROM "finding" f
      WHERE ${here} AND f."detector" IS NOT NULL AND (f."scanner", f."detector") > (k."scanner", k."detector")
      ORDER BY f."scanner", f."detector" LIMIT 1) n`;
}

/** Every other condition on a finding `f`, the reader's rights included. */
export function filterCondition(scope: ListScope, filters: FindingFilters, group?: GroupKey): Prisma.Sql {
  const { deps } = scope;
  const all: Prisma.Sql[] = [
    ...scopeConditions(scope),
    ...snoozeConditions(deps, filters.snoozed),
    ...branchConditions(filters),
    ...valueConditions(deps, filters),
  ];
  if (filters.proposed) all.push(Prisma.sql`f."proposed" IS NOT NULL`);
  if (filters.reason !== undefined) all.push(Prisma.sql`f."decision_reason" = ${filters.reason}`);
  if (filters.decidedBy !== undefined) all.push(Prisma.sql`f."decision_origin" = ${filters.decidedBy}`);
  if (filters.policy !== undefined) all.push(Prisma.sql`f."policy_id" = ${filters.policy}::uuid`);
  const not = filters.not === undefined ? [] : valueConditions(deps, filters.not);
  // A value that is not there is none of those that are left out.
  for (const each of not) all.push(Prisma.sql`(${each}) IS NOT TRUE`);
  if (filters.text !== undefined) all.push(textCondition(filters.text, scope.found));
  if (filters.due !== undefined) all.push(dueCondition(filters.due));
  if (filters.ref !== undefined) {
    all.push(Prisma.sql`EXISTS (SELECT 1 FROM "occurrence" o WHERE o."organization_id" = f."organization_id"
      AND o."finding_id" = f."id" AND o."present" AND o."ref" = ${filters.ref})`);
  }
  if (group !== undefined) all.push(groupCondition(scope.deps, group));
  return Prisma.join(all, " AND ");
}

/** All that a list asks of a finding `f` at once, cells and all: for what sorts or counts few findings whole. */
export function listCondition(scope: ListScope, filters: FindingFilters, group?: GroupKey): Prisma.Sql {
  const { states, dependency, backlog, ranks } = filterGroups(filters);
  const severities = ranks === null ? Prisma.empty : Prisma.sql`AND f."severity_rank" = ANY(${ranks}::smallint[])`;
  return Prisma.sql`${filterCondition(scope, filters, group)}
      AND f."state" = ANY(${states}::text[]) AND f."dependency" = ANY(${dependency}::boolean[])
      AND f."backlog" = ANY(${backlog}::boolean[]) ${severities}`;
}

/** Where the list looks at all, and what its reader may see there. */
export function scopeConditions(scope: ListScope): Prisma.Sql[] {
  const { deps } = scope;
  const all: Prisma.Sql[] = [Prisma.sql`f."organization_id" = ${deps.organizationId}::uuid`];
  if (scope.projectId !== null) all.push(Prisma.sql`f."project_id" = ${scope.projectId}::uuid`);
  else if (scope.projectIds !== undefined) all.push(Prisma.sql`f."project_id" = ANY(${[...scope.projectIds]}::uuid[])`);
  if (scope.among !== undefined) all.push(Prisma.sql`f."id" = ANY(${[...scope.among]}::uuid[])`);
  all.push(readable(deps));
  return all;
}

type Values = Pick<FindingFilters, "scanner" | "detector" | "path" | "cwe" | "assignee">;

function valueConditions(deps: Deps, { scanner, detector, path, cwe, assignee }: Values): Prisma.Sql[] {
  const all: Prisma.Sql[] = [];
  if (scanner !== undefined) {
    all.push(Prisma.sql`(f."scanner" = ANY(${scanner}::text[]) OR f."also_by" && ${scanner}::text[])`);
  }
  if (detector !== undefined) all.push(Prisma.sql`f."detector" = ANY(${detector}::text[])`);
  if (path !== undefined) all.push(either(path.map((start) => Prisma.sql`starts_with(f."path", ${start})`)));
  if (cwe !== undefined) {
    all.push(Prisma.sql`(f."cwe" && ${cwe}::text[] OR f."swc" && ${cwe}::text[] OR f."scwe" && ${cwe}::text[])`);
  }
  if (assignee !== undefined) all.push(either(assignee.map((each) => assigneeCondition(deps, each))));
  return all;
}

function either(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return Prisma.sql`(${Prisma.join([...conditions], " OR ")})`;
}

function snoozeConditions(deps: Deps, folder: FindingFilters["snoozed"]): Prisma.Sql[] {
  if (folder === "shown") return [];
  const among = Prisma.sql`f."id" = ANY(${snoozedIds(deps)})`;
  return [folder === "only" ? among : Prisma.sql`NOT (${among})`];
}

/** Who asks for a branch sees what only that one shows. */
function branchConditions({ branch, ref }: FindingFilters): Prisma.Sql[] {
  if (branch === "only") return [Prisma.sql`f."branch_only"`];
  return branch === "shown" || ref !== undefined ? [] : [Prisma.sql`NOT f."branch_only"`];
}

function assigneeCondition(deps: Deps, assignee: string): Prisma.Sql {
  if (assignee === "none") return Prisma.sql`f."assignee_id" IS NULL`;
  const member = assignee === "me" ? (deps.actor.kind === "user" ? deps.actor.memberId : null) : assignee;
  return member === null ? Prisma.sql`FALSE` : Prisma.sql`f."assignee_id" = ${member}::uuid`;
}

function dueCondition(due: NonNullable<FindingFilters["due"]>): Prisma.Sql {
  if (due === "none") return Prisma.sql`f."due_at" IS NULL`;
  if (due === "overdue") return Prisma.sql`f."due_at" < now()`;
  if (due === "week") return Prisma.sql`f."due_at" >= now() AND f."due_at" < now() + interval '7 days'`;
  return Prisma.sql`f."due_at" < (${due}::date + 1)::timestamp AT TIME ZONE 'UTC'`;
}

/** Filters with a small index of their own: it is quicker to sort what they leave than to walk the order and skip. */
export function isSelective({ proposed, policy, due, snoozed, branch }: FindingFilters): boolean {
  const isDue = due !== undefined && due !== "none";
  return proposed || policy !== undefined || isDue || snoozed === "only" || branch === "only";
}

/**
 * Words of our own lists as part of the text: PostgreSQL keeps a plan only when it expects no more from one that fits
 * these values, and planning takes as long as the page itself.
 */
export function writtenOut(values: readonly (string | boolean | number)[]): Prisma.Sql {
  const words = values.map(String);
  if (words.some((word) => !/^(?:[a-z-]+|\d)$/.test(word))) throw new Error(`no words of a list: ${words.join()}`);
  return Prisma.raw(`'{${words.join(",")}}'`);
}

function groupCondition(deps: Deps, group: GroupKey): Prisma.Sql {
  switch (group.by) {
    case "severity":
      return Prisma.sql`f."severity_rank" = ${severityRank(group.severity)}::smallint`;
    case "detector":
      return group.scanner === null || group.detector === null
        ? Prisma.sql`(f."scanner" IS NULL OR f."detector" IS NULL)`
        : Prisma.sql`f."scanner" = ${group.scanner} AND f."detector" = ${group.detector}`;
    case "file":
      return sameText("path", group.path);
    case "function":
      return Prisma.join(
        [sameText("path", group.path), sameText("container", group.container), sameText("callable", group.callable)],
        " AND ",
      );
    case "project":
      return Prisma.sql`f."project_id" = (SELECT p."id" FROM "project" p
        WHERE p."organization_id" = ${deps.organizationId}::uuid AND p."slug" = ${group.project})`;
  }
}

function sameText(column: "path" | "container" | "callable", value: string | null): Prisma.Sql {
  const name = Prisma.raw(`f."${column}"`);
  return value === null ? Prisma.sql`${name} IS NULL` : Prisma.sql`${name} = ${value}`;
}
