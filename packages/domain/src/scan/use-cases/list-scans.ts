import { userNames } from "../../identity/server.ts";
import { decodeCursor, encodeCursor, type Page } from "../../shared/index.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { findRevision } from "../../source/server.ts";
import { scanError } from "../errors.ts";
import { REQUEST_SELECT, toScanRequest } from "../row.ts";
import type { ListScans, ScanRequest } from "../schema.ts";

/** Scan requests of the project, newest first; all or those of one revision. */
export async function listScans(deps: ProjectDeps, input: ListScans): Promise<Page<ScanRequest>> {
  return deps.withOrganization(async (tx) => {
    const below = input.cursor === undefined ? undefined : readCursor(input.cursor);
    const revision =
      input.revision === undefined ? undefined : await findRevision(tx, deps, input.revision, { id: true });
    const rows = await tx.db.scanRequest.findMany({
      where: {
        organizationId: deps.organizationId,
        projectId: deps.projectId,
        ...(below === undefined ? {} : { number: { lt: below } }),
        ...(revision === undefined ? {} : { revisionId: revision.id }),
      },
      select: REQUEST_SELECT,
      orderBy: { number: "desc" },
      take: input.limit + 1,
    });
    const page = rows.slice(0, input.limit);
    const names = await userNames(
      tx,
      page.map((row) => row.requestedById),
    );
    const last = page.at(-1);
    return {
      items: page.map((row) => toScanRequest(row, names, deps)),
      nextCursor: rows.length > input.limit && last !== undefined ? encodeCursor([last.number]) : null,
    };
  });
}

function readCursor(cursor: string): number {
  const [number] = decodeCursor(cursor) ?? [];
  if (typeof number !== "number" || !Number.isSafeInteger(number)) throw scanError("scan.bad-cursor");
  return number;
}
