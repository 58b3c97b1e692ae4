import type { Deps, ProjectDeps, Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import type { FindingFilters, RereadFinding, RereadFindings, RereadOrganizationFindings } from "../filters.ts";
import { toSummary } from "../row.ts";
import { listedAmong } from "../sql/listed-among.ts";
import type { ListScope } from "../sql/finding-filter.ts";
import { readableById } from "../sql/page-of-findings.ts";

/**
 * Rows of a list as they are now, for a screen that heard of changes; with each whether the list's filters still take
 * it. What is not a finding, or none that the reader may see, is left out; throws finding.not-found when nothing is left.
 */
export async function rereadFindings(deps: ProjectDeps, input: RereadFindings): Promise<RereadFinding[]> {
  return deps.withOrganization(async (tx) => {
    const scope = { deps, projectId: deps.projectId };
    return reread(tx, scope, input.ids, input.filters);
  });
}

/** The same over all projects of the organization. */
export async function rereadOrganizationFindings(
  deps: Deps,
  input: RereadOrganizationFindings,
): Promise<RereadFinding[]> {
  return deps.withOrganization(async (tx) => reread(tx, { deps, projectId: null }, input.ids, input.filters));
}

async function reread(
  tx: Tx,
  scope: ListScope,
  ids: readonly string[],
  filters: FindingFilters,
): Promise<RereadFinding[]> {
  const rows = await readableById(tx, scope, ids, filters);
  if (rows.length === 0) throw findingError("finding.not-found");
  const listed = await listedAmong(tx, scope, filters, ids);
  return rows.map((row) => ({ finding: toSummary(row), listed: listed.has(row.id) }));
}
