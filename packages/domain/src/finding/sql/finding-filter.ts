import { severityRank } from "../severity.ts";
import { Prisma, type Deps } from "../../shared/server.ts";
import { type FindingFilters, statesOf } from "../filters.ts";
import { type OwnView, readable } from "./own-view.ts";

/** Whose list: one project, or all projects of the organization (`projectIds` narrows these). */
export interface ListScope {
  readonly deps: Deps;
  /** What is particular to the reader. */
  readonly own: OwnView;
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
  const { deps, own } = scope;
  const all: Prisma.Sql[] = [Prisma.sql`f."organization_id" = ${deps.organizationId}::uuid`];
  if (scope.projectId !== null) all.push(Prisma.sql`f."project_id" = ${scope.projectId}::uuid`);
  else if (scope.projectIds !== undefined) all.push(Prisma.sql`f."project_id" = ANY(${[...scope.projectIds]}::uuid[])`);
  all.push(readable(deps, own), ...snoozeConditions(own, filters.snoozed));
  if (filters.proposed) all.push(Prisma.sql`f."proposed" IS NOT NULL`);
  if (filters.scanner !== undefined) all.push(Prisma.sql`f."scanner" = ${filters.scanner}`);
  if (filters.detector !== undefined) all.push(Prisma.sql`f."detector" = ${filters.detector}`);
  if (filters.path !== undefined) all.push(Prisma.sql`starts_with(f."path", ${filters.path})`);
  if (filters.text !== undefined) all.push(textCondition(filters.text));
  if (filters.assignee !== undefined) all.push(assigneeCondition(deps, filters.assignee));
  if (filters.ref !== undefined) {
    all.push(Prisma.sql`EXISTS (SELECT 1 FROM "occurrence" o WHERE o."organization_id" = f."organization_id"
      AND o."finding_id" = f."id" AND o."present" AND o."ref" = ${filters.ref})`);
  }
  return Prisma.join(all, " AND ");
}

function snoozeConditions({ snoozed }: OwnView, folder: FindingFilters["snoozed"]): Prisma.Sql[] {
  if (folder === "shown" || (folder === "folded" && snoozed.size === 0)) return [];
  const among = Prisma.sql`f."id" = ANY(${[...snoozed.keys()]}::uuid[])`;
  return [folder === "only" ? among : Prisma.sql`NOT (${among})`];
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
