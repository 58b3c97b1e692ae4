import { decodeCursor, encodeCursor } from "../../shared/index.ts";
import type { Deps, ProjectDeps, Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import type { FindingPage, ListFindings, ListOrganizationFindings } from "../filters.ts";
import { toSummary } from "../row.ts";
import { hiddenFindings, isPosition, type PageQuery, pageOfFindings, positionOf } from "../sql/page-of-findings.ts";

/**
 * One page of a project's findings. Rows that change their place between two pages are neither skipped nor repeated
 * by position, because a page starts behind the last row's keys. Throws finding.bad-cursor.
 */
export async function listFindings(deps: ProjectDeps, input: ListFindings): Promise<FindingPage> {
  const { filters, sort, limit } = input;
  return deps.withOrganization((tx) =>
    readPage(tx, { scope: { deps, projectId: deps.projectId }, filters, sort, limit }, input.cursor),
  );
}

/** The same over all projects of the organization, worst or due first. Throws finding.bad-cursor. */
export async function listOrganizationFindings(deps: Deps, input: ListOrganizationFindings): Promise<FindingPage> {
  const { filters, limit } = input;
  const sort = input.sort === "due" ? "due" : "severity";
  return deps.withOrganization(async (tx) => {
    const projectIds = input.projects === undefined ? undefined : await projectsBySlug(tx, deps, input.projects);
    const scope = { deps, projectId: null, ...(projectIds === undefined ? {} : { projectIds }) };
    return readPage(tx, { scope, filters, sort, limit }, input.cursor);
  });
}

async function readPage(tx: Tx, query: PageQuery, cursor: string | undefined): Promise<FindingPage> {
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  if (cursor !== undefined && (after === undefined || !isPosition(after, query)))
    throw findingError("finding.bad-cursor");
  const sees = query.scope.deps.can("finding:read-restricted");
  const rows = await pageOfFindings(tx, {
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
    hidden: sees ? 0 : (rows[0]?.hidden ?? (await hiddenCount(tx, query))),
  };
}

/** For an empty page, which has no row to bring the number along. */
async function hiddenCount(tx: Tx, query: PageQuery): Promise<number> {
  const rows = await tx.db.$queryRaw<{ hidden: number }[]>`SELECT (${hiddenFindings(query)}) AS "hidden"`;
  return rows[0]?.hidden ?? 0;
}

async function projectsBySlug(tx: Tx, deps: Deps, slugs: readonly string[]): Promise<string[]> {
  const rows = await tx.db.project.findMany({
    where: { organizationId: deps.organizationId, slug: { in: [...slugs] } },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}
