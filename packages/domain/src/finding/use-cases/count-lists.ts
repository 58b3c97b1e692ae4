import type { Deps, ProjectDeps, Tx } from "../../shared/server.ts";
import type { BoundedCount, CountLists, CountOrganizationLists, FindingFilters } from "../filters.ts";
import type { ListScope } from "../sql/finding-filter.ts";
import { countUpTo } from "../sql/groups-of-findings.ts";
import { readOwnView } from "../sql/own-view.ts";

/** A tab needs no more digits. */
const MOST = 99;

/** How many findings each of several lists of a project holds, up to 99: what stands behind the tabs. */
export async function countLists(deps: ProjectDeps, input: CountLists): Promise<BoundedCount[]> {
  return deps.withOrganization(async (tx) =>
    count(tx, { deps, projectId: deps.projectId, own: await readOwnView(tx, deps) }, input.lists),
  );
}

/** The same over all projects of the organization. */
export async function countOrganizationLists(deps: Deps, input: CountOrganizationLists): Promise<BoundedCount[]> {
  return deps.withOrganization(async (tx) =>
    count(tx, { deps, projectId: null, own: await readOwnView(tx, deps) }, input.lists),
  );
}

async function count(tx: Tx, scope: ListScope, lists: readonly FindingFilters[]): Promise<BoundedCount[]> {
  const counts: BoundedCount[] = [];
  for (const filters of lists) {
    const found = await countUpTo(tx, scope, filters, MOST);
    counts.push({ count: Math.min(found, MOST), more: found > MOST });
  }
  return counts;
}
