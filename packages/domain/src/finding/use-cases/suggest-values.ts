import type { Deps, ProjectDeps, Tx } from "../../shared/server.ts";
import type { BoundedCount, FindingFilters, Suggestion, SuggestOrganizationValues, SuggestValues } from "../filters.ts";
import type { ListScope } from "../sql/finding-filter.ts";
import { countUpTo } from "../sql/groups-of-findings.ts";
import { classesOf, detectorsOf, pathsAfter, refsOf } from "../sql/values-of-findings.ts";
import { searched } from "../sql/word-search.ts";

/** As many as a list of suggestions shows. */
const MOST_SHOWN = 12;
const MOST_WALKED = 1000;
const MOST_PROJECTS = 20;
const MOST_REFS = 50;
const MOST_CLASSES = 200;
/** Counting beside a suggestion ends here. */
const MOST = 99;

/** Values that exist in a project, for a filter that is being typed, with how many findings of the list have each. */
export async function suggestValues(deps: ProjectDeps, input: SuggestValues): Promise<Suggestion[]> {
  return deps.withOrganization(async (tx) =>
    suggest(tx, await searched(tx, { deps, projectId: deps.projectId }, input.filters), input),
  );
}

/** The same over all projects of the organization that were touched last, without counts. */
export async function suggestOrganizationValues(deps: Deps, input: SuggestOrganizationValues): Promise<Suggestion[]> {
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.project.findMany({
      where: { organizationId: deps.organizationId, archivedAt: null },
      select: { id: true },
      orderBy: { updatedAt: "desc" },
      take: MOST_PROJECTS,
    });
    const found = new Set<string>();
    for (const { id } of rows) for (const value of await valuesOf(tx, { deps, projectId: id }, input)) found.add(value);
    return uncounted([...found].sort().slice(0, MOST_SHOWN));
  });
}

async function suggest(tx: Tx, scope: ListScope, input: Suggesting): Promise<Suggestion[]> {
  const { key, filters } = input;
  const values = await valuesOf(tx, scope, input);
  if (key === "ref" || key === "cwe") return uncounted(values);
  const { [key]: _own, ...others } = filters;
  const all: Suggestion[] = [];
  for (const value of values) all.push({ value, count: await counted(tx, scope, { ...others, [key]: [value] }) });
  // Folders keep the order of the tree.
  if (key === "path") return all;
  // What would leave nothing comes last; it is offered all the same, for the list may change.
  return all.sort((a, b) => Number(a.count?.count === 0) - Number(b.count?.count === 0));
}

type Suggesting = Pick<SuggestValues, "key" | "typed" | "filters">;

async function valuesOf(tx: Tx, scope: ListScope, { key, typed, filters }: Suggesting): Promise<string[]> {
  if (key === "path") return pathsAfter(tx, scope, typed, MOST_SHOWN);
  if (key === "ref") return matching(await refsOf(tx, scope, MOST_REFS), typed);
  if (key === "cwe") {
    const { cwe: _own, ...others } = filters;
    return matching(await classesOf(tx, scope, others, MOST_CLASSES), typed);
  }
  return ofTool(tx, scope, key, typed);
}

async function ofTool(tx: Tx, scope: ListScope, key: "scanner" | "detector", typed: string): Promise<string[]> {
  const pairs = await detectorsOf(tx, scope, MOST_WALKED);
  return matching([...new Set(pairs.map((pair) => pair[key]))], typed);
}

/** Those that begin with what was typed first, then those that hold it. */
function matching(values: readonly string[], typed: string): string[] {
  const wanted = typed.toLowerCase();
  const begins = values.filter((value) => value.toLowerCase().startsWith(wanted));
  const holds = values.filter((value) => !begins.includes(value) && value.toLowerCase().includes(wanted));
  return [...begins, ...holds].slice(0, MOST_SHOWN);
}

function uncounted(values: readonly string[]): Suggestion[] {
  return values.map((value) => ({ value, count: null }));
}

async function counted(tx: Tx, scope: ListScope, filters: FindingFilters): Promise<BoundedCount> {
  const found = await countUpTo(tx, scope, filters, MOST);
  return { count: Math.min(found, MOST), more: found > MOST };
}
