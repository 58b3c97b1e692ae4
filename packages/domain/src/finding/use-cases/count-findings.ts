import type { Deps, ProjectDeps } from "../../shared/server.ts";
import type { CountFindings, CountOrganizationFindings, FindingCounts } from "../filters.ts";
import { SEVERITIES, Severity } from "../normalized.ts";
import { type CounterCell, countCells } from "../sql/count-cells.ts";
import { folderValues } from "../sql/finding-filter.ts";
import { FINDING_STATES, FindingState, isOpen } from "../states.ts";

/** Facets of a project's findings, from counters that every change keeps. */
export async function countFindings(deps: ProjectDeps, input: CountFindings): Promise<FindingCounts> {
  return deps.withOrganization(async (tx) => summarize(deps, await countCells(tx, deps, deps.projectId), input));
}

/** The same over all projects of the organization. */
export async function countOrganizationFindings(deps: Deps, input: CountOrganizationFindings): Promise<FindingCounts> {
  return deps.withOrganization(async (tx) => summarize(deps, await countCells(tx, deps, null), input));
}

function summarize(deps: Deps, all: readonly CounterCell[], input: Pick<CountFindings, "dependency">): FindingCounts {
  const visible = deps.can("finding:read-restricted") ? all : all.filter((cell) => !cell.restricted);
  const wanted = folderValues(input.dependency);
  const counted = visible.filter((cell) => wanted.includes(cell.dependency) && !cell.backlog);
  const backlog = visible.filter((cell) => wanted.includes(cell.dependency) && cell.backlog);
  const sum = (test: (severity: Severity, state: FindingState) => boolean): number =>
    counted
      .filter((cell) => test(Severity.parse(cell.severity), FindingState.parse(cell.state)))
      .reduce((total, cell) => total + cell.count, 0);
  const cells = SEVERITIES.flatMap((severity) =>
    FINDING_STATES.map((state) => ({ severity, state, count: sum((a, b) => a === severity && b === state) })),
  );
  return {
    open: sum((_severity, state) => isOpen(state)),
    total: sum(() => true),
    bySeverity: byKey(SEVERITIES, (severity) => sum((a) => a === severity)),
    byState: byKey(FINDING_STATES, (state) => sum((_severity, b) => b === state)),
    openBySeverity: byKey(SEVERITIES, (severity) => sum((a, state) => a === severity && isOpen(state))),
    cells: cells.filter((cell) => cell.count > 0),
    dependency: total(visible.filter((cell) => cell.dependency)),
    backlog: total(backlog),
    backlogBySeverity: byKey(SEVERITIES, (severity) => total(backlog.filter((cell) => cell.severity === severity))),
    hidden: total(all) - total(visible),
  };
}

function byKey<K extends string>(keys: readonly K[], value: (key: K) => number): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, number>;
}

function total(cells: readonly CounterCell[]): number {
  return cells.reduce((sum, cell) => sum + cell.count, 0);
}
