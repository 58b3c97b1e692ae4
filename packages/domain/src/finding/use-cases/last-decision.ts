import type { Deps, Tx } from "../../shared/server.ts";
import { type EventRow, EVENT_SELECT } from "../detail-row.ts";

/**
 * The acting person's decision that an undo would take back: the newest transition that was not undone, if it is
 * theirs or a commit's. Null when something else has moved the finding since.
 */
export async function lastOwnDecision(tx: Tx, deps: Deps, findingId: string): Promise<EventRow | null> {
  const rows = await tx.db.findingEvent.findMany({
    where: { organizationId: deps.organizationId, findingId, kind: { in: ["transition", "undo"] } },
    select: EVENT_SELECT,
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: 200,
  });
  return ownDecision(rows, deps.actor.kind === "user" ? deps.actor.userId : null);
}

/** The same from rows that are at hand, newest first. */
export function ownDecision(newestFirst: readonly EventRow[], userId: string | null): EventRow | null {
  const undone = new Set(newestFirst.map((row) => row.undoesId));
  const last = newestFirst.find((row) => row.kind === "transition" && !undone.has(row.id));
  if (last === undefined || userId === null) return null;
  // A claim by a commit is nobody's word here: whoever decides takes it back.
  const own = last.origin === "commit" || (last.origin === "human" && last.actorUserId === userId);
  return own && last.from !== null ? last : null;
}
