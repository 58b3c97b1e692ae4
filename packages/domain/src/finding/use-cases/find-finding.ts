import type { Deps, Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { openedTo } from "../reader.ts";

/**
 * One finding of the project by its number, with the columns asked for; a restricted one only for those who may see
 * it. Throws finding.not-found.
 */
export async function findFinding<S extends Prisma.FindingSelect>(
  tx: Tx,
  deps: ProjectDeps,
  number: number,
  select: S,
): Promise<Prisma.FindingGetPayload<{ select: S }>> {
  const row = await tx.db.finding.findFirst({ where: { ...visibleFindings(deps), number }, select });
  if (row === null) throw findingError("finding.not-found");
  return row as Prisma.FindingGetPayload<{ select: S }>;
}

/** The findings of the project that the reader may see. */
export function visibleFindings(deps: ProjectDeps): Prisma.FindingWhereInput {
  return { organizationId: deps.organizationId, projectId: deps.projectId, AND: readableFinding(deps) };
}

/** That a reader may see a finding, for what hangs on one: restricted ones by permission or grant alone. */
export function readableFinding(deps: Deps): Prisma.FindingWhereInput {
  if (deps.can("finding:read-restricted")) return {};
  const own = openedTo(deps);
  return own === null
    ? { restricted: false }
    : { OR: [{ restricted: false }, { grants: { some: { memberId: own } } }] };
}
