import { decodeCursor, encodeCursor } from "../../shared/index.ts";
import { type Deps, Prisma, type ProjectDeps } from "../../shared/server.ts";
import { findRevision } from "../../source/server.ts";
import { findingError } from "../errors.ts";
import type { FindingFilters, FindingPage, ListFindings, ListOrganizationFindings } from "../filters.ts";
import { toSummary } from "../row.ts";
import { seenOn } from "../sql/seen-on-revision.ts";
import { hiddenFindings, isPosition, type PageQuery, pageOfFindings, positionOf } from "../sql/page-of-findings.ts";
import { numberOf, searched } from "../sql/word-search.ts";

/**
 * One page of a project's findings. Rows that change their place between two pages are neither skipped nor repeated
 * by position, because a page starts behind the last row's keys. Throws finding.bad-cursor and
 * source.revision-not-found.
 */
export async function listFindings(deps: ProjectDeps, input: ListFindings): Promise<FindingPage> {
  const { sort, limit } = input;
  // What a revision showed is asked for whatever branch it is of.
  const filters: FindingFilters = input.revision === undefined ? input.filters : { ...input.filters, branch: "shown" };
  const scope = await searched(
    deps,
    { deps, projectId: deps.projectId, ...(await seenOnRevision(deps, input)) },
    filters,
  );
  return readPage({ scope, filters, ...groupOf(input), sort, limit }, input.cursor);
}

async function seenOnRevision(
  deps: ProjectDeps,
  { revision }: Pick<ListFindings, "revision">,
): Promise<{ among?: string[] }> {
  if (revision === undefined) return {};
  return deps.withOrganization(async (tx) => {
    const { id } = await findRevision(tx, deps, revision, { id: true });
    return { among: await seenOn(tx, deps, id) };
  });
}

/** The same over all projects of the organization, worst or due first. Throws finding.bad-cursor. */
export async function listOrganizationFindings(deps: Deps, input: ListOrganizationFindings): Promise<FindingPage> {
  const { filters, limit } = input;
  const sort = input.sort === "due" ? "due" : "severity";
  const projectIds = input.projects === undefined ? undefined : await projectsBySlug(deps, input.projects);
  const whole = { deps, projectId: null, ...(projectIds === undefined ? {} : { projectIds }) };
  const scope = await searched(deps, whole, filters);
  return readPage({ scope, filters, ...groupOf(input), sort, limit }, input.cursor);
}

function groupOf({ group }: Pick<ListFindings, "group">): Pick<PageQuery, "group"> {
  return group === undefined ? {} : { group };
}

async function readPage(query: PageQuery, cursor: string | undefined): Promise<FindingPage> {
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  if (cursor !== undefined && (after === undefined || !isPosition(after, query)))
    throw findingError("finding.bad-cursor");
  const { deps } = query.scope;
  const sees = deps.can("finding:read-restricted");
  const rows = holdsNothing(query)
    ? []
    : await pageOfFindings(deps, {
        ...query,
        ...(after === undefined ? {} : { after }),
        limit: query.limit + 1,
        countHidden: !sees,
      });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map(toSummary),
    nextCursor: rows.length > query.limit && last !== undefined ? encodeCursor(positionOf(last, query)) : null,
    hidden: sees ? 0 : (rows[0]?.hidden ?? (await hiddenCount(query))),
  };
}

/** The search was looked up, and there is no such finding. */
function holdsNothing({ scope, filters }: PageQuery): boolean {
  return scope.found?.length === 0 && filters.text !== undefined && numberOf(filters.text) === null;
}

/** For an empty page, which has no row to bring the number along. */
async function hiddenCount(query: PageQuery): Promise<number> {
  const [row] = await query.scope.deps.ask<{ hidden: number }>(
    Prisma.sql`SELECT (${hiddenFindings(query)}) AS "hidden"`,
  );
  return row?.hidden ?? 0;
}

async function projectsBySlug(deps: Deps, slugs: readonly string[]): Promise<string[]> {
  const rows = await deps.ask<{ id: string }>(Prisma.sql`SELECT p."id" FROM "project" p
    WHERE p."organization_id" = ${deps.organizationId}::uuid AND p."slug" = ANY(${[...slugs]}::text[])`);
  return rows.map((row) => row.id);
}
