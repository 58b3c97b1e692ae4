import type { Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { scanError } from "../errors.ts";

/** One scan request of the project by its number, with the columns asked for. Throws scan.not-found. */
export async function findScanRequest<S extends Prisma.ScanRequestSelect>(
  tx: Tx,
  deps: ProjectDeps,
  number: number,
  select: S,
): Promise<Prisma.ScanRequestGetPayload<{ select: S }>> {
  const row = await tx.db.scanRequest.findFirst({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, number },
    select,
  });
  if (row === null) throw scanError("scan.not-found");
  return row as Prisma.ScanRequestGetPayload<{ select: S }>;
}
