import { readableFinding } from "../../finding/server.ts";
import type { Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { verificationError } from "../errors.ts";

/** One PoC of the project by number, with the columns asked for. Throws verification.not-found. */
export async function findPoc<S extends Prisma.PocSelect>(
  tx: Tx,
  deps: ProjectDeps,
  number: number,
  select: S,
): Promise<Prisma.PocGetPayload<{ select: S }>> {
  const row = await tx.db.poc.findFirst({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, number, ...visiblePocs(deps) },
    select,
  });
  if (row === null) throw verificationError("verification.not-found");
  return row as Prisma.PocGetPayload<{ select: S }>;
}

/** A PoC is as restricted as its finding. */
export function visiblePocs(deps: ProjectDeps): Prisma.PocWhereInput {
  if (deps.can("finding:read-restricted")) return {};
  return { OR: [{ findingId: null }, { finding: readableFinding(deps) }] };
}
