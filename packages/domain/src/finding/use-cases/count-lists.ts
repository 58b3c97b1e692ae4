import type { Deps, ProjectDeps } from "../../shared/server.ts";
import type { BoundedCount, CountLists, CountOrganizationLists, FindingFilters } from "../filters.ts";
import type { ListScope } from "../sql/finding-filter.ts";
import { countUpTo } from "../sql/groups-of-findings.ts";
import { searched } from "../sql/word-search.ts";

/** A tab needs no more digits. */
const MOST = 99;

/** How many findings each of several lists of a project holds, up to 99: what stands behind the tabs. */
export async function countLists(deps: ProjectDeps, input: CountLists): Promise<BoundedCount[]> {
  return count({ deps, projectId: deps.projectId }, input.lists);
}

/** The same over all projects of the organization. */
export async function countOrganizationLists(deps: Deps, input: CountOrganizationLists): Promise<BoundedCount[]> {
  return count({ deps, projectId: null }, input.lists);
}

async function count(scope: ListScope, lists: readonly FindingFilters[]): Promise<BoundedCount[]> {
  const counts: BoundedCount[] = [];
  for (const filters of lists) {
    const found = await countUpTo(scope.deps, await searched(scope.deps, scope, filters), filters, MOST);
    counts.push({ count: Math.min(found, MOST), more: found > MOST });
  }
  return counts;
}
