import { createSystemDeps, type Database, type Deps, type Tx } from "../../shared/server.ts";
import { POLICY_WARNING_DAYS } from "../policy.ts";
import { POLICY_TIMEOUT_MS } from "./begin-policy.ts";
import { endPolicy } from "./end-policy.ts";
import { tellAuthor } from "./tell-author.ts";

const DAY = 86_400_000;
const SELECT = { id: true, projectId: true, authorId: true, ownerId: true, expiresAt: true } as const;

/** Ends, in every organization, policies whose day has come, and says of others that theirs is near. */
export async function expirePolicies(database: Database): Promise<{ expired: number; warned: number }> {
  const reason = "finding.expire-policies";
  const ids = await database.asSystem(reason, async (tx) => {
    const rows = await tx.db.$queryRaw<{ id: string }[]>`SELECT "organization_ids"() AS "id"`;
    return rows.map((row) => row.id);
  });
  const total = { expired: 0, warned: 0 };
  for (const id of ids) {
    const deps = createSystemDeps(database, id, reason);
    total.expired += await expireIn(deps);
    total.warned += await warnIn(deps);
  }
  return total;
}

async function expireIn(deps: Deps): Promise<number> {
  const due = await deps.withOrganization((tx) =>
    tx.db.findingPolicy.findMany({
      where: {
        organizationId: deps.organizationId,
        state: "active",
        expiresAt: { lte: tx.now },
      },
      select: SELECT,
      orderBy: { expiresAt: "asc" },
    }),
  );
  let expired = 0;
  for (const row of due) {
    const { ended } = await deps.withOrganization(
      async (tx) => {
        const end = await endPolicy(tx, deps, row, { state: "expired", note: null });
        if (end.ended) {
          const words = `A finding policy has expired: ${plural(end.released)} back where ${end.released === 1 ? "it was" : "they were"}`;
          await tellAuthor(tx, deps, row, "finding.policy-expired", words, true);
        }
        return end;
      },
      { timeoutMs: POLICY_TIMEOUT_MS },
    );
    if (ended) expired += 1;
  }
  return expired;
}

async function warnIn(deps: Deps): Promise<number> {
  return deps.withOrganization(async (tx) => {
    const near = await tx.db.findingPolicy.findMany({
      where: {
        organizationId: deps.organizationId,
        state: "active",
        warnedAt: null,
        expiresAt: { gt: tx.now, lte: new Date(tx.now.getTime() + POLICY_WARNING_DAYS * DAY) },
      },
      select: SELECT,
    });
    for (const row of near) await warn(tx, deps, row);
    return near.length;
  });
}

async function warn(
  tx: Tx,
  deps: Deps,
  row: { id: string; projectId: string | null; authorId: string; ownerId: string; expiresAt: Date },
): Promise<void> {
  // Marked first: a second worker finds none to warn of.
  const { count } = await tx.db.findingPolicy.updateMany({
    where: { organizationId: deps.organizationId, id: row.id, warnedAt: null },
    data: { warnedAt: tx.now },
  });
  if (count === 0) return;
  const held = await tx.db.finding.count({ where: { organizationId: deps.organizationId, policyId: row.id } });
  const day = row.expiresAt.toISOString().slice(0, 10);
  const words = `A finding policy ends on ${day}: ${plural(held)} then open again`;
  await tellAuthor(tx, deps, row, "finding.policy-ends", words, true);
}

function plural(count: number): string {
  return `${count} ${count === 1 ? "finding is" : "findings are"}`;
}
