import { Prisma, type Deps, type Tx } from "../../shared/server.ts";

/** What is particular to one reader: restricted findings that were opened to them, and what they put off. */
export interface OwnView {
  readonly granted: readonly string[];
  /** Until when, by finding. */
  readonly snoozed: ReadonlyMap<string, Date>;
}

const NOBODY: OwnView = { granted: [], snoozed: new Map() };

/**
 * Reads both by the member's own indexes, so that a list needs no join for them: a few ids beside a million findings.
 */
export async function readOwnView(tx: Tx, deps: Deps): Promise<OwnView> {
  if (deps.actor.kind !== "user") return NOBODY;
  const { organizationId, actor } = deps;
  const rows = await tx.db.$queryRaw<{ id: string; until: Date | null }[]>`
    SELECT g."finding_id" AS id, NULL::timestamptz AS until FROM "finding_grant" g
    WHERE g."organization_id" = ${organizationId}::uuid AND g."member_id" = ${actor.memberId}::uuid
    UNION ALL
    SELECT s."finding_id", s."until" FROM "snooze" s
    WHERE s."organization_id" = ${organizationId}::uuid AND s."member_id" = ${actor.memberId}::uuid
      AND s."until" > ${tx.now}::timestamptz`;
  const snoozed = new Map<string, Date>();
  const granted: string[] = [];
  for (const { id, until } of rows) {
    if (until === null) granted.push(id);
    else snoozed.set(id, until);
  }
  return { granted, snoozed };
}

/** The condition that a reader may see a finding `f`. */
export function readable(deps: Deps, { granted }: Pick<OwnView, "granted">): Prisma.Sql {
  if (deps.can("finding:read-restricted")) return Prisma.sql`TRUE`;
  if (granted.length === 0) return Prisma.sql`NOT f."restricted"`;
  return Prisma.sql`(NOT f."restricted" OR f."id" = ANY(${[...granted]}::uuid[]))`;
}
