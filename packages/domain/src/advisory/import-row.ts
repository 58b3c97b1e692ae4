import { z } from "zod";
import { toTypedId } from "../shared/index.ts";
import type { Prisma, Tx } from "../shared/server.ts";
import {
  type AdvisoryImport,
  AdvisoryImportCounts,
  AdvisoryImportKind,
  AdvisoryImportProgress,
  AdvisoryImportState,
} from "./import-schema.ts";

export const IMPORT_SELECT = {
  ...{ id: true, kind: true, name: true, state: true, progress: true, counts: true, notices: true, failure: true },
  ...{ dataAsOf: true, requestedById: true, createdAt: true, finishedAt: true },
} as const satisfies Prisma.AdvisoryImportSelect;

export type ImportRow = Prisma.AdvisoryImportGetPayload<{ select: typeof IMPORT_SELECT }>;

/** `names` are those of users by id. */
export function toImport(row: ImportRow, names: ReadonlyMap<string, string>): AdvisoryImport {
  const { requestedById, id, kind, ...rest } = row;
  return {
    ...rest,
    id: toTypedId("advisoryImport", id),
    kind: kind === null ? null : AdvisoryImportKind.parse(kind),
    state: AdvisoryImportState.parse(row.state),
    progress: AdvisoryImportProgress.parse(row.progress),
    counts: AdvisoryImportCounts.parse(row.counts),
    notices: z.array(z.string()).parse(row.notices),
    requestedBy: requestedById === null ? null : (names.get(requestedById) ?? null),
  };
}

/** Names of those who asked, by user id. */
export async function requesterNames(
  tx: Tx,
  rows: readonly { readonly requestedById: string | null }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.flatMap(({ requestedById }) => requestedById ?? []))];
  if (ids.length === 0) return new Map();
  const users = await tx.db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(users.map(({ id, name }) => [id, name]));
}
