import { type Asking, type Deps, Prisma, type ProjectDeps } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import type { FindingFilters, FindingSort, GroupKey } from "../filters.ts";
import { SEVERITIES } from "../vocabulary.ts";
import { severityRank } from "../severity.ts";
import {
  filterCells,
  filterCondition,
  filterGroups,
  inCell,
  isSelective,
  listCondition,
  type ListScope,
  scopeConditions,
  writtenOut,
} from "./finding-filter.ts";
import { openedIds, snoozedUntil } from "./own-view.ts";

/** One row of a list as the database gives it. */
export interface FindingRow {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly severity: string;
  readonly severityRank: number;
  readonly confidence: string;
  readonly state: string;
  readonly decisionReason: string | null;
  readonly decisionOrigin: string | null;
  readonly origin: string;
  readonly reportKey: string | null;
  readonly scanner: string | null;
  readonly alsoBy: string[];
  readonly detector: string | null;
  readonly path: string | null;
  readonly startLine: number | null;
  readonly container: string | null;
  readonly callable: string | null;
  readonly tags: string[];
  readonly dependency: boolean;
  readonly restricted: boolean;
  readonly backlog: boolean;
  readonly branchOnly: boolean;
  /** The decision for the branch that the list is narrowed to, where it is. */
  readonly onBranch?: unknown;
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
  readonly dueAt: Date | null;
  readonly acknowledgedUntil: Date | null;
  readonly duplicateOf: number | null;
  readonly proposed: string | null;
  readonly snoozedUntil: Date | null;
  readonly projectId: string;
  readonly projectSlug: string;
  readonly projectName: string;
  readonly firstSeenAt: Date;
  readonly updatedAt: Date;
  readonly rowVersion: number;
  /** Restricted findings that the whole list leaves out; the same in every row, and only where it was asked for. */
  readonly hidden?: number;
}

/** The sort keys of the row that the page starts behind; their types follow from the sort. */
export type Position = readonly (string | number)[];

export interface PageQuery {
  readonly scope: ListScope;
  readonly filters: FindingFilters;
  readonly group?: GroupKey;
  readonly sort: FindingSort;
  readonly after?: Position;
  /** Walks the same order from the other end: for the row before a finding. */
  readonly backwards?: boolean;
  readonly limit: number;
  /** Brings `hidden` along, without a question of its own. */
  readonly countHidden?: boolean;
}

/** The keys that a cursor after this row holds. */
export function positionOf(
  row: Pick<FindingRow, "severityRank" | "number" | "updatedAt" | "dueAt" | "id" | "projectId">,
  query: Pick<PageQuery, "scope" | "sort">,
): Position {
  if (query.sort === "updated") return [row.updatedAt.getTime(), row.id];
  // A finding without a day is not in that order: it stands before all that have one.
  if (query.sort === "due") return [row.dueAt?.getTime() ?? 0, row.id];
  if (query.sort === "number") return [row.number];
  return query.scope.projectId === null
    ? [row.severityRank, row.projectId, row.number]
    : [row.severityRank, row.number];
}

/** True when a cursor's keys fit the sort; anything else came from elsewhere. */
export function isPosition(keys: Position, query: Pick<PageQuery, "scope" | "sort">): boolean {
  const shape = {
    updated: "number string",
    due: "number string",
    number: "number",
    severity: query.scope.projectId === null ? "number string number" : "number number",
  };
  return (
    keys.map((key) => typeof key).join(" ") === shape[query.sort] &&
    keys.every((key) => typeof key === "string" || Number.isSafeInteger(key))
  );
}

/**
 * One page in keyset order. Row values keep deep pages as cheap as the first (Prisma's own cursor and OR form grow);
 * for the severity order each combination of state and code is one short scan of the order index, merged here.
 */
export async function pageOfFindings(from: Asking, query: PageQuery): Promise<FindingRow[]> {
  const few = query.scope.found !== undefined || query.scope.among !== undefined;
  const merged = query.sort === "severity" && !isSelective(query.filters) && !few;
  return namedRows(from, query.scope.deps, merged ? bySeverity(query) : byOneIndex(query), orderOf(query), {
    // A list that leaves out what is put off shows no such finding.
    snoozed: query.filters.snoozed === "folded" ? NOT_SNOOZED : snoozedUntil(query.scope.deps),
    more: Prisma.sql`${branchColumn(query.filters)} ${query.countHidden === true ? hiddenColumn(query) : Prisma.empty}`,
  });
}

/** One finding as a list would show it; the caller has checked that the reader may see it. */
export async function findingRow(from: Asking, deps: ProjectDeps, number: number): Promise<FindingRow> {
  const one = Prisma.sql`SELECT f."id" FROM "finding" f WHERE f."organization_id" = ${deps.organizationId}::uuid
    AND f."project_id" = ${deps.projectId}::uuid AND f."number" = ${number}::int`;
  const [row] = await namedRows(from, deps, one, Prisma.sql`f."number"`, {
    snoozed: snoozedUntil(deps),
    more: Prisma.empty,
  });
  if (row === undefined) throw findingError("finding.not-found");
  return row;
}

/** Findings of a project by their ids, in no order; the caller has checked that the reader may see them. */
export async function rowsById(from: Asking, deps: ProjectDeps, ids: readonly string[]): Promise<FindingRow[]> {
  const some = Prisma.sql`SELECT f."id" FROM "finding" f WHERE f."organization_id" = ${deps.organizationId}::uuid
    AND f."project_id" = ${deps.projectId}::uuid AND f."id" = ANY(${[...ids]}::uuid[])`;
  return namedRows(from, deps, some, Prisma.sql`f."id"`, { snoozed: snoozedUntil(deps), more: Prisma.empty });
}

/** Findings by their ids, in no order; those that the reader may not see are not among them. */
export async function readableById(
  from: Asking,
  scope: ListScope,
  ids: readonly string[],
  filters: Pick<FindingFilters, "ref"> = {},
): Promise<FindingRow[]> {
  const { deps } = scope;
  const conditions = Prisma.join(scopeConditions(scope), " AND ");
  const some = Prisma.sql`SELECT f."id" FROM "finding" f WHERE ${conditions} AND f."id" = ANY(${[...ids]}::uuid[])`;
  return namedRows(from, deps, some, Prisma.sql`f."id"`, { snoozed: snoozedUntil(deps), more: branchColumn(filters) });
}

const NOT_SNOOZED = Prisma.sql`NULL::timestamptz`;

/** The rows of a page of ids, with names: looked up only where there is one to look up. */
async function namedRows(
  from: Asking,
  deps: Deps,
  page: Prisma.Sql,
  order: Prisma.Sql,
  extra: { readonly snoozed: Prisma.Sql; readonly more: Prisma.Sql },
): Promise<FindingRow[]> {
  return from.ask<FindingRow>(Prisma.sql`
    WITH page AS (${page})
    SELECT f."id", f."number", f."title", f."severity", f."severity_rank"::int AS "severityRank", f."confidence", f."state",
      f."decision_reason" AS "decisionReason", f."decision_origin" AS "decisionOrigin", f."origin", f."report_key" AS "reportKey", f."scanner", f."also_by" AS "alsoBy", f."detector", f."path", f."start_line" AS "startLine",
      f."container", f."callable", f."tags", f."dependency", f."restricted", f."backlog", f."branch_only" AS "branchOnly", f."assignee_id" AS "assigneeId",
      CASE WHEN f."assignee_id" IS NOT NULL THEN (SELECT u."name" FROM "member" m JOIN "user" u ON u."id" = m."user_id"
        WHERE m."organization_id" = f."organization_id" AND m."id" = f."assignee_id") END AS "assigneeName",
      f."due_at" AS "dueAt", f."acknowledged_until" AS "acknowledgedUntil",
      CASE WHEN f."duplicate_of_id" IS NOT NULL THEN (SELECT d."number" FROM "finding" d
        WHERE d."organization_id" = f."organization_id" AND d."id" = f."duplicate_of_id") END AS "duplicateOf",
      f."proposed", f."project_id" AS "projectId", p."slug" AS "projectSlug", p."name" AS "projectName",
      f."first_seen_at" AS "firstSeenAt", f."updated_at" AS "updatedAt", f."row_version" AS "rowVersion",
      ${extra.snoozed} AS "snoozedUntil" ${extra.more}
    FROM page k
    JOIN "finding" f ON f."organization_id" = ${deps.organizationId}::uuid AND f."id" = k."id"
    JOIN "project" p ON p."organization_id" = f."organization_id" AND p."id" = f."project_id"
    ORDER BY ${order}`);
}

function branchColumn({ ref }: Pick<FindingFilters, "ref">): Prisma.Sql {
  if (ref === undefined) return Prisma.empty;
  return Prisma.sql`, CASE WHEN f."state" <> 'duplicate' THEN (
    SELECT jsonb_build_object('ref', d."ref", 'state', d."state", 'reason', d."reason") FROM "branch_decision" d
    WHERE d."organization_id" = f."organization_id" AND d."finding_id" = f."id" AND d."ref" = ${ref}
      AND (d."until" IS NULL OR d."until" > now())) END AS "onBranch"`;
}

function hiddenColumn(query: PageQuery): Prisma.Sql {
  return Prisma.sql`, (${hiddenFindings(query)}) AS "hidden"`;
}

/**
 * Restricted findings of these severities, states and marks that the default branch shows, by the counters, less those
 * that were opened to the reader.
 */
export function hiddenFindings({ scope, filters }: Pick<PageQuery, "scope" | "filters">): Prisma.Sql {
  const { states, dependency, backlog, ranks } = filterGroups(filters);
  if (scope.among !== undefined) return hiddenAmong(scope, scope.among, filters);
  const inProject = scope.projectId === null ? Prisma.empty : Prisma.sql`AND c."project_id" = ${scope.projectId}::uuid`;
  const ofProject = scope.projectId === null ? Prisma.empty : Prisma.sql`AND o."project_id" = ${scope.projectId}::uuid`;
  const severities = SEVERITIES.filter((each) => ranks === null || ranks.includes(severityRank(each)));
  const opened = Prisma.sql`SELECT count(*)::int FROM "finding" o
    WHERE o."organization_id" = ${scope.deps.organizationId}::uuid ${ofProject} AND o."restricted"
      AND o."id" = ANY(${openedIds(scope.deps)}) AND o."state" = ANY(${states}::text[])
      AND o."severity" = ANY(${severities}::text[]) AND o."dependency" = ANY(${dependency}::boolean[])
      AND o."backlog" = ANY(${backlog}::boolean[]) AND NOT o."branch_only"`;
  return Prisma.sql`SELECT coalesce(sum(c."count"), 0)::int - (${opened}) FROM "finding_counter" c
    WHERE c."organization_id" = ${scope.deps.organizationId}::uuid ${inProject} AND c."restricted"
      AND c."state" = ANY(${states}::text[]) AND c."severity" = ANY(${severities}::text[])
      AND c."dependency" = ANY(${dependency}::boolean[]) AND c."backlog" = ANY(${backlog}::boolean[])`;
}

/** Of some findings, counted one by one. */
function hiddenAmong({ deps }: ListScope, among: readonly string[], filters: FindingFilters): Prisma.Sql {
  const { states, dependency, backlog, ranks } = filterGroups(filters);
  return Prisma.sql`SELECT count(*)::int FROM "finding" h
    WHERE h."organization_id" = ${deps.organizationId}::uuid AND h."id" = ANY(${[...among]}::uuid[]) AND h."restricted"
      AND NOT h."id" = ANY(${openedIds(deps)}) AND h."state" = ANY(${states}::text[])
      AND h."severity_rank" = ANY(${ranks ?? SEVERITIES.map(severityRank)}::smallint[])
      AND h."dependency" = ANY(${dependency}::boolean[]) AND h."backlog" = ANY(${backlog}::boolean[])`;
}

function bySeverity(query: PageQuery): Prisma.Sql {
  const ranks = isSplit(query) ? ranksBehind(query) : filterGroups(query.filters).ranks;
  if (ranks === null) return mergedCells(query, behind(query));
  const position = isSplit(query) ? behindInRank(query) : behind(query);
  // Ranks come in the order of the list, and the page ends the walk: what stands behind it is not looked at.
  const inOrder = query.backwards === true ? ranks.toReversed() : ranks;
  return Prisma.sql`
    SELECT m."id" FROM unnest(${writtenOut(inOrder)}::smallint[]) AS r("rank")
    CROSS JOIN LATERAL (${mergedCells(query, Prisma.sql`AND f."severity_rank" = r."rank" ${position}`)}) m
    LIMIT ${limitOf(query)}`;
}

/** One short scan of the order index for each combination of the values in front of it, merged. */
function mergedCells(query: PageQuery, position: Prisma.Sql): Prisma.Sql {
  const { scope, filters, group } = query;
  return Prisma.sql`
    SELECT f."id" FROM ${filterCells(scope, filters, null)}
    CROSS JOIN LATERAL (
      SELECT f."id", f."severity_rank", f."project_id", f."number" FROM "finding" f
      WHERE ${filterCondition(scope, filters, group)} AND ${inCell(scope, filters, null)} ${position}
      ORDER BY ${orderOf(query)} LIMIT ${limitOf(query)}
    ) f
    ORDER BY ${orderOf(query)} LIMIT ${limitOf(query)}`;
}

/**
 * A later page of a project takes one scan for each severity: a comparison of severity and number at once is a start
 * in the project's index alone, and where a project is all that its organization has, the planner may take the other.
 */
function isSplit({ scope, after }: PageQuery): boolean {
  return scope.projectId !== null && after !== undefined;
}

function ranksBehind({ filters, after, backwards }: PageQuery): number[] {
  const first = Number(after?.[0]);
  const ranks = filterGroups(filters).ranks ?? SEVERITIES.map(severityRank);
  return ranks.filter((rank) => (backwards === true ? rank <= first : rank >= first));
}

function behindInRank({ after, backwards }: PageQuery): Prisma.Sql {
  const [first, second] = [Number(after?.[0]), Number(after?.[1])];
  return backwards === true
    ? Prisma.sql`AND f."number" < CASE WHEN r."rank" = ${first}::smallint THEN ${second}::int ELSE 2147483647 END`
    : Prisma.sql`AND f."number" > CASE WHEN r."rank" = ${first}::smallint THEN ${second}::int ELSE 0 END`;
}

function byOneIndex(query: PageQuery): Prisma.Sql {
  return Prisma.sql`
    SELECT f."id" FROM "finding" f
    WHERE ${listCondition(query.scope, query.filters, query.group)}
      ${query.sort === "due" ? Prisma.sql`AND f."due_at" IS NOT NULL` : Prisma.empty} ${behind(query)}
    ORDER BY ${orderOf(query)} LIMIT ${limitOf(query)}`;
}

function orderOf(query: PageQuery): Prisma.Sql {
  const back = query.backwards === true;
  if (query.sort === "updated") {
    return back ? Prisma.sql`f."updated_at", f."id"` : Prisma.sql`f."updated_at" DESC, f."id" DESC`;
  }
  if (query.sort === "due") {
    return back ? Prisma.sql`f."due_at" DESC, f."id" DESC` : Prisma.sql`f."due_at", f."id"`;
  }
  if (query.sort === "number") return back ? Prisma.sql`f."number"` : Prisma.sql`f."number" DESC`;
  if (query.scope.projectId === null) {
    return back
      ? Prisma.sql`f."severity_rank" DESC, f."project_id" DESC, f."number" DESC`
      : Prisma.sql`f."severity_rank", f."project_id", f."number"`;
  }
  return back ? Prisma.sql`f."severity_rank" DESC, f."number" DESC` : Prisma.sql`f."severity_rank", f."number"`;
}

/** Written out, as the words of our lists are: of an unknown limit PostgreSQL expects a tenth of the table. */
function limitOf({ limit }: PageQuery): Prisma.Sql {
  if (!Number.isSafeInteger(limit) || limit < 1) throw new Error(`no limit: ${limit}`);
  return Prisma.raw(String(limit));
}

function behind(query: PageQuery): Prisma.Sql {
  if (query.after === undefined) return Prisma.empty;
  const [first, second, third] = query.after;
  const ascends = ["severity", "due"].includes(query.sort) !== (query.backwards === true);
  const sign = ascends ? Prisma.sql`>` : Prisma.sql`<`;
  if (query.sort === "updated" || query.sort === "due") {
    const at = new Date(Number(first));
    const column = query.sort === "due" ? Prisma.sql`f."due_at"` : Prisma.sql`f."updated_at"`;
    return Prisma.sql`AND (${column}, f."id") ${sign} (${at}::timestamptz, ${String(second)}::uuid)`;
  }
  if (query.sort === "number") return Prisma.sql`AND f."number" ${sign} ${Number(first)}::int`;
  if (query.scope.projectId === null) {
    return Prisma.sql`AND (f."severity_rank", f."project_id", f."number") ${sign} (${Number(first)}::smallint, ${String(second)}::uuid, ${Number(third)}::int)`;
  }
  return Prisma.sql`AND (f."severity_rank", f."number") ${sign} (${Number(first)}::smallint, ${Number(second)}::int)`;
}
