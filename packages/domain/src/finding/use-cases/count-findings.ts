import { type Deps, Prisma, type ProjectDeps } from "../../shared/server.ts";
import { type CountFindings, type CountOrganizationFindings, type FindingCounts, FindingFilters } from "../filters.ts";
import { Severity } from "../normalized.ts";
import { SEVERITIES } from "../vocabulary.ts";
import { type CounterCell, countOwnCells, type OwnCells, subtractCells } from "../sql/count-cells.ts";
import { filterCondition, folderValues } from "../sql/finding-filter.ts";
import { FindingState } from "../states.ts";
import { FINDING_STATES, isOpen, OPEN_STATES } from "../vocabulary.ts";

/** Facets of a project's findings, from counters that every change keeps. */
export async function countFindings(deps: ProjectDeps, input: CountFindings): Promise<FindingCounts> {
  return readCounts(deps, deps.projectId, input);
}

/** The same over all projects of the organization. */
export async function countOrganizationFindings(deps: Deps, input: CountOrganizationFindings): Promise<FindingCounts> {
  return readCounts(deps, null, input);
}

async function readCounts(
  deps: Deps,
  projectId: string | null,
  input: Pick<CountFindings, "dependency">,
): Promise<FindingCounts> {
  const [cells, apart] = await Promise.all([countOwnCells(deps, projectId), countApart(deps, projectId, input)]);
  return summarize(cells, apart, input);
}

/** What waits for a second person, and what only other branches show: each by a small index of its own. */
interface Apart {
  readonly proposed: number;
  readonly branchOnly: number;
}

async function countApart(
  deps: Deps,
  projectId: string | null,
  { dependency }: Pick<CountFindings, "dependency">,
): Promise<Apart> {
  const count = (filters: Partial<FindingFilters>, more = Prisma.empty) => Prisma.sql`(
    SELECT count(*)::int FROM "finding" f
    WHERE ${filterCondition({ deps, projectId }, { ...FindingFilters.parse({ dependency }), ...filters })}
      AND f."dependency" = ANY(${folderValues(dependency)}::boolean[]) ${more})`;
  const isOpenNow = Prisma.sql`AND f."state" = ANY(${[...OPEN_STATES]}::text[])`;
  const [row] = await deps.ask<Apart>(Prisma.sql`
    SELECT ${count({ proposed: true, branch: "shown" })} AS "proposed", ${count({ branch: "only" }, isOpenNow)} AS "branchOnly"`);
  return row ?? { proposed: 0, branchOnly: 0 };
}

function summarize(
  { visible: all, hidden, snoozed }: OwnCells,
  { proposed, branchOnly }: Apart,
  input: Pick<CountFindings, "dependency">,
): FindingCounts {
  const visible = subtractCells(all, snoozed);
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
    snoozed: total(
      snoozed.filter((cell) => wanted.includes(cell.dependency) && isOpen(FindingState.parse(cell.state))),
    ),
    proposed,
    branchOnly,
    hidden: total(hidden),
  };
}

function byKey<K extends string>(keys: readonly K[], value: (key: K) => number): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, number>;
}

function total(cells: readonly CounterCell[]): number {
  return cells.reduce((sum, cell) => sum + cell.count, 0);
}
