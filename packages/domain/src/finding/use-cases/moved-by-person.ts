import type { Deps, Tx } from "../../shared/server.ts";

const MOST_EVENTS = 200;

/**
 * Findings whose newest move that was not taken back is a person's; a scan that lost sight of one for a while moved
 * nothing. Asked for one finding, or for all that a document speaks of.
 */
export async function movedByPerson(tx: Tx, deps: Deps, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.db.findingEvent.findMany({
    where: { organizationId: deps.organizationId, findingId: { in: [...ids] }, kind: { in: ["transition", "undo"] } },
    select: { id: true, findingId: true, kind: true, origin: true, from: true, to: true, undoesId: true },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: MOST_EVENTS * ids.length,
  });
  const undone = new Set(rows.map((row) => row.undoesId));
  const newest = new Map<string, (typeof rows)[number]>();
  for (const row of rows) {
    const isOutOfSight = row.origin === "import" && (row.from === "not-observed" || row.to === "not-observed");
    if (row.kind !== "transition" || undone.has(row.id) || isOutOfSight || newest.has(row.findingId)) continue;
    newest.set(row.findingId, row);
  }
  return new Set(
    [...newest.values()].filter(({ origin, from }) => origin === "human" && from !== null).map((row) => row.findingId),
  );
}
