import type { Tx } from "../../shared/server.ts";

/** Names of people by user id, for the ids that rows of the open transaction's organization hold. */
export async function userNames(tx: Tx, ids: Iterable<string | null>): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set([...ids].filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await tx.db.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(rows.map((row) => [row.id, row.name]));
}
