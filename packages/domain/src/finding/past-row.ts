import { z } from "zod";
import type { Prisma } from "../shared/server.ts";
import { NO_HEAD, PastColumn, PastHead, PastKind, PastMapping } from "./past/document.ts";
import { PastImportState, type PastImportSummary } from "./past/schema.ts";

export const PAST_SELECT = {
  ...{ id: true, number: true, name: true, state: true, kind: true, head: true, failure: true, stats: true },
  ...{ requestedById: true, createdAt: true, endedById: true, endedAt: true },
} as const satisfies Prisma.PastImportSelect;

export type PastImportRow = Prisma.PastImportGetPayload<{ select: typeof PAST_SELECT }>;

const Stats = z.object({ created: z.int().default(0), joined: z.int().default(0) });

/** `names` holds people by user id. */
export function toPastSummary(row: PastImportRow, names: ReadonlyMap<string, string>): PastImportSummary {
  const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? "former member"));
  return {
    ...{ number: row.number, name: row.name, failure: row.failure, createdAt: row.createdAt, endedAt: row.endedAt },
    state: PastImportState.parse(row.state),
    kind: row.kind === null ? null : PastKind.parse(row.kind),
    head: headOf(row.head),
    requestedBy: nameOf(row.requestedById),
    endedBy: nameOf(row.endedById),
    ...Stats.parse(row.stats),
  };
}

/** Who made a document and when; nothing while it has not been read. */
export function headOf(stored: unknown): PastHead {
  return PastHead.parse({ ...NO_HEAD, ...z.record(z.string(), z.unknown()).parse(stored) });
}

export function columnsOf(stored: unknown): PastColumn[] {
  return z.array(PastColumn).parse(stored);
}

export function mappingOf(stored: unknown): PastMapping | null {
  return stored === null ? null : PastMapping.parse(stored);
}

/** What people call a document: its firm and title, or the name of its file. */
export function documentName(head: PastHead, name: string): string {
  const title = head.title ?? name;
  return head.firm === null || title.toLowerCase().includes(head.firm.toLowerCase()) ? title : `${head.firm}: ${title}`;
}
