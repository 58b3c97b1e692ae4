import { Prisma, type Deps, type Tx } from "../../shared/server.ts";
import { openedTo } from "../reader.ts";

/*
 * What is particular to one reader: restricted findings that were opened to them, and what they put off. Both are few
 * ids by the member's own index, read once inside the statement that needs them: no join per row, no trip of its own.
 */

function member(deps: Deps): Prisma.Sql | null {
  return deps.actor.kind === "user" ? Prisma.sql`${deps.actor.memberId}::uuid` : null;
}

/** Ids of the restricted findings that were opened to the reader. */
export function openedIds(deps: Deps): Prisma.Sql {
  const own = openedTo(deps);
  if (own === null) return Prisma.sql`ARRAY[]::uuid[]`;
  return Prisma.sql`ARRAY(SELECT g."finding_id" FROM "finding_grant" g
    WHERE g."organization_id" = ${deps.organizationId}::uuid AND g."member_id" = ${own}::uuid)`;
}

/** Ids of the findings that the reader has put off until a moment to come. */
export function snoozedIds(deps: Deps): Prisma.Sql {
  const own = member(deps);
  if (own === null) return Prisma.sql`ARRAY[]::uuid[]`;
  return Prisma.sql`ARRAY(SELECT z."finding_id" FROM "snooze" z
    WHERE z."organization_id" = ${deps.organizationId}::uuid AND z."member_id" = ${own} AND z."until" > now())`;
}

/** Until when the reader has put a finding `f` off. */
export function snoozedUntil(deps: Deps): Prisma.Sql {
  const own = member(deps);
  if (own === null) return Prisma.sql`NULL::timestamptz`;
  return Prisma.sql`(SELECT z."until" FROM "snooze" z WHERE z."organization_id" = f."organization_id"
    AND z."finding_id" = f."id" AND z."member_id" = ${own} AND z."until" > now())`;
}

/** The condition that a reader may see a finding `f`. */
export function readable(deps: Deps): Prisma.Sql {
  if (deps.can("finding:read-restricted")) return Prisma.sql`TRUE`;
  return Prisma.sql`(NOT f."restricted" OR f."id" = ANY(${openedIds(deps)}))`;
}

/** Those of some findings that the reader may see though they are restricted. */
export async function openedAmong(tx: Tx, deps: Deps, ids: readonly string[]): Promise<Set<string>> {
  if (deps.can("finding:read-restricted")) return new Set(ids);
  const own = openedTo(deps);
  if (own === null || ids.length === 0) return new Set();
  const rows = await tx.db.findingGrant.findMany({
    where: { organizationId: deps.organizationId, memberId: own, findingId: { in: [...ids] } },
    select: { findingId: true },
  });
  return new Set(rows.map((row) => row.findingId));
}
