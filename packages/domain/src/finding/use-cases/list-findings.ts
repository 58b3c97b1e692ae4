import { decodeCursor, encodeCursor } from "../../shared/index.ts";
import type { Deps, ProjectDeps, Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import type { FindingFilters, FindingPage, ListFindings, ListOrganizationFindings } from "../filters.ts";
import { Severity } from "../normalized.ts";
import { toSummary } from "../row.ts";
import { severityRank } from "../severity.ts";
import { type CounterCell, countOwnCells } from "../sql/count-cells.ts";
import { filterGroups } from "../sql/finding-filter.ts";
import { readOwnView } from "../sql/own-view.ts";
import { isPosition, type PageQuery, pageOfFindings, positionOf } from "../sql/page-of-findings.ts";

/**
 * One page of a project's findings. Rows that change their place between two pages are neither skipped nor repeated
 * by position, because a page starts behind the last row's keys. Throws finding.bad-cursor.
 */
export async function listFindings(deps: ProjectDeps, input: ListFindings): Promise<FindingPage> {
  const { filters, sort, limit } = input;
  return deps.withOrganization(async (tx) => {
    const scope = { deps, projectId: deps.projectId, own: await readOwnView(tx, deps) };
    return readPage(tx, { scope, filters, ...groupOf(input), sort, limit }, input.cursor);
  });
}

/** The same over all projects of the organization, worst first. Throws finding.bad-cursor. */
export async function listOrganizationFindings(deps: Deps, input: ListOrganizationFindings): Promise<FindingPage> {
  const { filters, limit } = input;
  return deps.withOrganization(async (tx) => {
    const projectIds = input.projects === undefined ? undefined : await projectsBySlug(tx, deps, input.projects);
    const own = await readOwnView(tx, deps);
    const scope = { deps, projectId: null, own, ...(projectIds === undefined ? {} : { projectIds }) };
    return readPage(tx, { scope, filters, ...groupOf(input), sort: "severity", limit }, input.cursor);
  });
}

function groupOf({ group }: Pick<ListFindings, "group">): Pick<PageQuery, "group"> {
  return group === undefined ? {} : { group };
}

async function readPage(tx: Tx, query: PageQuery, cursor: string | undefined): Promise<FindingPage> {
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  if (cursor !== undefined && (after === undefined || !isPosition(after, query)))
    throw findingError("finding.bad-cursor");
  const rows = await pageOfFindings(tx, {
    ...query,
    ...(after === undefined ? {} : { after }),
    limit: query.limit + 1,
  });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => toSummary(row, query.scope.own.snoozed)),
    nextCursor: rows.length > query.limit && last !== undefined ? encodeCursor(positionOf(last, query)) : null,
    hidden: await hiddenCount(tx, query),
  };
}

async function hiddenCount(tx: Tx, { scope, filters }: PageQuery): Promise<number> {
  if (scope.deps.can("finding:read-restricted")) return 0;
  const { hidden } = await countOwnCells(tx, scope.deps, scope.projectId, scope.own);
  return countHidden(hidden, filters);
}

function countHidden(hidden: readonly CounterCell[], filters: FindingFilters): number {
  const { states, dependency, backlog, ranks } = filterGroups(filters);
  return hidden
    .filter((cell) => states.includes(cell.state) && backlog.includes(cell.backlog))
    .filter((cell) => ranks === null || ranks.includes(severityRank(Severity.parse(cell.severity))))
    .filter((cell) => dependency.includes(cell.dependency))
    .reduce((sum, cell) => sum + cell.count, 0);
}

async function projectsBySlug(tx: Tx, deps: Deps, slugs: readonly string[]): Promise<string[]> {
  const rows = await tx.db.project.findMany({
    where: { organizationId: deps.organizationId, slug: { in: [...slugs] } },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}
