import { severityRank } from "../severity.ts";
import { Prisma, type Deps } from "../../shared/server.ts";
import { type FindingFilters, statesOf } from "../filters.ts";
import { readable, snoozedIds } from "./own-view.ts";

/** Whose list: one project, or all projects of the organization (`projectIds` narrows these). */
export interface ListScope {
  readonly deps: Deps;
  readonly projectId: string | null;
  readonly projectIds?: readonly string[];
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
  const ranks = filters.severity?.map(severityRank) ?? [];
  return {
    states: statesOf(filters.state),
    dependency: folderValues(filters.dependency),
    backlog: folderValues(filters.backlog),
    ranks: ranks.length === 0 ? null : [...new Set(ranks)].sort(),
  };
}

/** Every other condition on a finding `f`, the reader's rights included. */
export function filterCondition(scope: ListScope, filters: FindingFilters): Prisma.Sql {
  const { deps } = scope;
  const all: Prisma.Sql[] = [Prisma.sql`f."organization_id" = ${deps.organizationId}::uuid`];
  if (scope.projectId !== null) all.push(Prisma.sql`f."project_id" = ${scope.projectId}::uuid`);
  else if (scope.projectIds !== undefined) all.push(Prisma.sql`f."project_id" = ANY(${[...scope.projectIds]}::uuid[])`);
  all.push(readable(deps), ...snoozeConditions(deps, filters.snoozed));
  if (filters.proposed) all.push(Prisma.sql`f."proposed" IS NOT NULL`);
  if (filters.scanner !== undefined) all.push(Prisma.sql`f."scanner" = ${filters.scanner}`);
  if (filters.detector !== undefined) all.push(Prisma.sql`f."detector" = ${filters.detector}`);
  if (filters.path !== undefined) all.push(Prisma.sql`starts_with(f."path", ${filters.path})`);
  if (filters.reason !== undefined) all.push(Prisma.sql`f."decision_reason" = ${filters.reason}`);
  if (filters.decidedBy !== undefined) all.push(Prisma.sql`f."decision_origin" = ${filters.decidedBy}`);
  if (filters.policy !== undefined) all.push(Prisma.sql`f."policy_id" = ${filters.policy}::uuid`);
  if (filters.due !== undefined) all.push(dueCondition(filters.due));
  if (filters.text !== undefined) all.push(textCondition(filters.text));
  if (filters.assignee !== undefined) all.push(assigneeCondition(deps, filters.assignee));
  if (filters.ref !== undefined) {
    all.push(Prisma.sql`EXISTS (SELECT 1 FROM "occurrence" o WHERE o."organization_id" = f."organization_id"
      AND o."finding_id" = f."id" AND o."present" AND o."ref" = ${filters.ref})`);
  }
  return Prisma.join(all, " AND ");
}

function snoozeConditions(deps: Deps, folder: FindingFilters["snoozed"]): Prisma.Sql[] {
  if (folder === "shown") return [];
  const among = Prisma.sql`f."id" = ANY(${snoozedIds(deps)})`;
  return [folder === "only" ? among : Prisma.sql`NOT (${among})`];
}

function dueCondition(due: NonNullable<FindingFilters["due"]>): Prisma.Sql {
  if (due === "overdue") return Prisma.sql`f."due_at" < now()`;
  return Prisma.sql`f."due_at" BETWEEN now() AND now() + interval '7 days'`;
}

/** Filters with a small index of their own: it is quicker to sort what they leave than to walk the order and skip. */
export function isSelective(filters: FindingFilters): boolean {
  const { proposed, policy, due, snoozed } = filters;
  return proposed || policy !== undefined || due !== undefined || snoozed === "only";
}

function textCondition(text: string): Prisma.Sql {
  const pattern = `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const number = /^(?:F-)?(\d{1,9})$/i.exec(text)?.[1];
  const words = Prisma.sql`f."title" ILIKE ${pattern} OR f."path" ILIKE ${pattern} OR f."detector" ILIKE ${pattern}`;
  return number === undefined ? Prisma.sql`(${words})` : Prisma.sql`(f."number" = ${Number(number)}::int OR ${words})`;
}

function assigneeCondition(deps: Deps, assignee: string): Prisma.Sql {
  if (assignee === "none") return Prisma.sql`f."assignee_id" IS NULL`;
  const member = assignee === "me" ? (deps.actor.kind === "user" ? deps.actor.memberId : null) : assignee;
  return member === null ? Prisma.sql`FALSE` : Prisma.sql`f."assignee_id" = ${member}::uuid`;
}
