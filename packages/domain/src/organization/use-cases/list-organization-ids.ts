import type { Database } from "../../shared/server.ts";

/** Ids of all organizations, for work that goes through them one by one. */
export async function listOrganizationIds(database: Database, reason: string): Promise<string[]> {
  return database.asSystem(reason, async (tx) => {
    const rows = await tx.db.$queryRaw<{ id: string }[]>`SELECT "organization_ids"() AS "id"`;
    return rows.map((row) => row.id);
  });
}
